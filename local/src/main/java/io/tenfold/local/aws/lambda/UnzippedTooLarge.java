package io.tenfold.local.aws.lambda;

/** A package that Lambda does not take, in its words. */
final class UnzippedTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnzippedTooLarge(long limitBytes) {
    super("Unzipped size must be smaller than " + limitBytes + " bytes");
  }
}
