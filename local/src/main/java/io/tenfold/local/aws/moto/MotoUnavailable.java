package io.tenfold.local.aws.moto;

import java.io.IOException;

/** moto does not answer: it has ended, or it hangs. */
public final class MotoUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  MotoUnavailable(IOException cause) {
    super("moto, which has the services behind this endpoint, does not answer: " + cause, cause);
  }
}
