package io.tenfold.cli.console;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, a stream or the network, in words that are no class's name. */
public final class FaultWords {
  private FaultWords() {}

  /** Returns the words, in a line. */
  public static String of(Throwable fault) {
    return Printable.line(words(fault));
  }

  private static String words(Throwable fault) {
    if (fault instanceof UncheckedIOException unchecked) {
      return words(unchecked.getCause());
    }
    if (fault instanceof FileSystemException file) {
      String reason = reason(file);
      return file.getFile() == null ? reason : file.getFile() + ": " + reason;
    }
    String message = fault.getMessage();
    return message != null && !message.isBlank()
        ? message
        : fault.getCause() != null && fault.getCause() != fault
            ? words(fault.getCause())
            // What has no words has at least a name: NoRouteToHost, not java.net.….
            : fault.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
  }

  /** Returns why a file can't be used, as a part of a sentence that names it. */
  public static String reason(Throwable fault) {
    if (!(fault instanceof FileSystemException file)) {
      return words(fault);
    }
    if (file.getReason() != null) {
      return file.getReason();
    }
    return file instanceof NoSuchFileException
        ? "there is no such file or folder"
        : file instanceof AccessDeniedException
            ? "no permission"
            : file instanceof NotDirectoryException
                ? "is no folder"
                : file instanceof FileAlreadyExistsException
                    ? "is there already"
                    : file.getMessage() == null || file.getMessage().equals(file.getFile())
                        ? "can't be used"
                        : file.getMessage();
  }
}
