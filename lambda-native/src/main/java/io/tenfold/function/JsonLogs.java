package io.tenfold.function;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Makes the console's lines JSON where {@code tenfold.log.json} is true, as it is on AWS. */
@Singleton
class JsonLogs {
  private final boolean enabled;

  JsonLogs(@ConfigProperty(name = "tenfold.log.json", defaultValue = "true") boolean enabled) {
    this.enabled = enabled;
  }

  // Quarkus lets extensions alone bring a formatter of their own.
  void install(@Observes @Priority(1) StartupEvent start) {
    if (enabled) {
      install(Logger.getLogger("").getHandlers());
    }
  }

  private static void install(Handler[] handlers) {
    for (Handler handler : handlers) {
      if (handler instanceof ConsoleHandler) {
        handler.setFormatter(new JsonLogFormatter());
      } else if (handler instanceof ExtHandler nesting) {
        install(nesting.getHandlers());
      }
    }
  }
}
