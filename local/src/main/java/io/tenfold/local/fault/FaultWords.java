package io.tenfold.local.fault;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** What went wrong with a file, a stream, the network or this program, in no class's name. */
public final class FaultWords {
  private FaultWords() {}

  /** Returns the words; control characters in them are as they were. */
  public static String of(Throwable fault) {
    if (fault instanceof UncheckedIOException unchecked) {
      return of(unchecked.getCause());
    }
    if (fault instanceof FileSystemException file) {
      String reason = reason(file);
      return file.getFile() == null ? reason : file.getFile() + ": " + reason;
    }
    // What Java says of these two is in names of classes and methods.
    if (fault instanceof ClassCastException) {
      return "a value is of another kind than it has to be";
    }
    if (fault instanceof NullPointerException) {
      return "a value is missing";
    }
    String message = fault.getMessage();
    Throwable cause = fault.getCause();
    // An exception made of another one alone has that one's class before its message.
    if (cause != null && cause != fault && (blank(message) || message.equals(cause.toString()))) {
      return of(cause);
    }
    return blank(message) ? kind(fault) : message;
  }

  private static boolean blank(String message) {
    return message == null || message.isBlank();
  }

  /** What has no words has at least a kind: no route to host, not java.net.NoRouteToHost…. */
  private static String kind(Throwable fault) {
    return fault
        .getClass()
        .getSimpleName()
        .replaceAll("(Exception|Error)$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /** Returns why a file can't be used, as a part of a sentence that names it. */
  public static String reason(Throwable fault) {
    if (!(fault instanceof FileSystemException file)) {
      return of(fault);
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
