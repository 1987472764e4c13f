package io.tenfold.cli.file;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.port.ObjectStore.Listing;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The objects of a bucket whose keys begin with a prefix, but the files of the stack's batches. */
public final class BucketPrefix implements ObjectPlace {
  private final Batches batches;
  private final String bucket;
  private final String prefix;
  private final List<String> own;
  private long ownObjects;

  /**
   * Takes where the prefix is.
   *
   * @param prefix with its slash, empty for the whole bucket
   * @throws UserError if all that is below it is of the stack's batches
   */
  public BucketPrefix(Batches batches, String bucket, String prefix) {
    this.batches = batches;
    this.bucket = bucket;
    this.prefix = prefix;
    Batches.Stack stack = batches.stack();
    this.own =
        stack.bucket().equals(bucket)
            ? List.of(stack.inputPrefix(), stack.resultsPrefix())
            : List.of();
    Optional<String> within = own.stream().filter(prefix::startsWith).findFirst();
    if (within.isPresent()) {
      throw new UserError(
          "Below "
              + batches.address(bucket, within.get())
              + " are the files of this stack's own batches. Put the objects under another prefix,"
              + " or name a single file of records.");
    }
  }

  @Override
  public String bucket() {
    return bucket;
  }

  @Override
  public String name() {
    String[] parts = prefix.split("/");
    String last = parts.length == 0 ? "" : parts[parts.length - 1];
    return last.isEmpty() ? bucket : last;
  }

  @Override
  public String address() {
    return batches.address(bucket, prefix);
  }

  @Override
  public void list(Listing to) throws IOException {
    try {
      batches
          .store()
          .list(
              bucket,
              prefix,
              object -> {
                if (own.stream().anyMatch(object.key()::startsWith)) {
                  ownObjects++;
                  return true;
                }
                return to.add(object);
              });
    } catch (ServiceException e) {
      throw new UserError("Can't list " + address() + ": " + e.getMessage() + ".", e);
    }
  }

  @Override
  public String leftOut() {
    return ownObjects == 0
        ? ""
        : ", but for "
            + Quantity.of(ownObjects, "file")
            + " of the stack's own batches, below "
            + String.join(" and ", own);
  }
}
