package io.tenfold.local.jsonata.value;

import java.util.LinkedHashMap;

/** An object that an expression has made. */
public final class JsonObject extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1L;
}
