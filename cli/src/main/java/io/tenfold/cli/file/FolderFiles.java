package io.tenfold.cli.file;

import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.folder.FolderWalk;
import io.tenfold.local.port.ObjectStore.Listing;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * The files in a folder of this machine and in the folders below it, but those of its own batches;
 * symbolic links are not followed.
 */
public final class FolderFiles implements ObjectPlace {
  private final Path folder;
  private final Path own;
  private final FolderWalk walk;
  private boolean leftOwn;

  /**
   * Takes the folder, and the one where this machine's batches keep what they have.
   *
   * @throws UserError if the folder is in that one
   */
  public FolderFiles(Path folder, Path own) throws IOException {
    this.folder = folder.toRealPath();
    this.own = own.toRealPath();
    if (this.folder.startsWith(this.own)) {
      throw new UserError(
          "In "
              + folder
              + " are the files of this machine's own batches. Name another folder, or give them"
              + " another one with --folder.");
    }
    this.walk = new FolderWalk(this.folder, this::isOthers);
  }

  private boolean isOthers(Path path) {
    leftOwn |= path.equals(own);
    return !path.equals(own);
  }

  @Override
  public String bucket() {
    return folder.toString();
  }

  @Override
  public String name() {
    return folder.getFileName() == null ? "files" : folder.getFileName().toString();
  }

  @Override
  public String address() {
    return folder.toString();
  }

  @Override
  public void list(Listing to) throws IOException {
    try {
      walk.list("", to);
    } catch (AccessDeniedException e) {
      throw new UserError(
          "The folder " + e.getFile() + " can't be read: this user has no permission to.", e);
    }
  }

  @Override
  public String leftOut() {
    return (walk.links() == 0
            ? ""
            : ", but for "
                + Quantity.of(walk.links(), "symbolic link")
                + ", which are not followed")
        + (leftOwn ? ", but for " + own + ", where the batches are" : "");
  }
}
