package io.tenfold.function.logmanager;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Handler;
import org.jboss.logmanager.Logger;

/** Where Quarkus has lines go to, which can be closed for a while. */
final class HandlersOfQuarkus {
  private final Map<Handler, Filter> closed = new HashMap<>();

  /** Lets nothing through, or what it let through before. */
  void setSilent(boolean silent) {
    closed.forEach(Handler::setFilter);
    closed.clear();
    if (silent) {
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        closed.put(handler, handler.getFilter());
        handler.setFilter(record -> false);
      }
    }
  }
}
