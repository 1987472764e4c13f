package io.tenfold.local.map.result;

/** Where the results of a Map Run's children go; any number of threads may write. */
public interface ChildResults extends AutoCloseable {
  /**
   * Adds a child that ended, or was not started.
   *
   * @throws ResultWriterFailed if it can't be written
   */
  void write(ChildExecution child);

  /**
   * Completes the results, and returns where their manifest is; null where they are in no store.
   *
   * @throws ResultWriterFailed if they can't be written
   */
  ManifestLocation finish();

  @Override
  void close();
}
