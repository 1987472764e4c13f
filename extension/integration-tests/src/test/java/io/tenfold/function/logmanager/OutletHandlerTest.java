package io.tenfold.function.logmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.log.LogLines;
import io.tenfold.function.log.Outlet;
import io.tenfold.function.log.RecordLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a processor logs where Quarkus does not run. */
class OutletHandlerTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final org.jboss.logmanager.Logger root = org.jboss.logmanager.Logger.getLogger("");
  private Handler[] handlersBefore;
  private Level levelBefore;

  @BeforeEach
  void remember() {
    handlersBefore = root.getHandlers();
    levelBefore = root.getLevel();
  }

  @AfterEach
  void restore() {
    root.setHandlers(handlersBefore);
    root.setLevel(levelBefore);
  }

  private LogLines lines(String least) {
    return OutletHandler.to(new Outlet(written), least);
  }

  private List<String> written() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void whateverThePathALineIsOfTheRecordInHand() {
    RecordLog.Written line = new RecordLog(lines("INFO")).begin("request");
    line.index(17);

    Logger.getLogger("a.JBoss").infof("by %s", "JBoss");
    LoggerFactory.getLogger("a.Slf4j").info("by {}", "SLF4J");
    System.getLogger("a.System").log(System.Logger.Level.INFO, "by {0}", "System.Logger");
    java.util.logging.Logger.getLogger("a.Jul").log(Level.INFO, "by {0}", "java.util.logging");

    assertThat(written())
        .allSatisfy(
            text -> assertThat(text).contains("\"index\":17").contains("\"requestId\":\"request\""))
        .satisfiesExactly(
            text -> assertThat(text).contains("\"logger\":\"a.JBoss\",\"message\":\"by JBoss\""),
            text -> assertThat(text).contains("\"logger\":\"a.Slf4j\",\"message\":\"by SLF4J\""),
            text -> assertThat(text).contains("a.System\",\"message\":\"by System.Logger\""),
            text -> assertThat(text).contains("a.Jul\",\"message\":\"by java.util.logging\""));
  }

  @Test
  void theRecordsOwnLineHasItsPlaceAmongThem() {
    RecordLog.Written line = new RecordLog(lines("INFO")).begin("request");
    Logger.getLogger("a.B").info("in between");
    line.succeeded();
    Logger.getLogger("a.B").info("afterwards");

    assertThat(written()).hasSize(3);
    assertThat(written().get(1)).contains(RecordLog.LOGGER).contains("\"outcome\":\"succeeded\"");
    assertThat(written().get(2)).doesNotContain("requestId");
  }

  @Test
  void linesBelowTheLeastLevelAreNotWritten() {
    lines("WARN");
    Logger.getLogger("a.B").info("no");
    Logger.getLogger("a.B").warn("yes");

    assertThat(written()).singleElement().satisfies(line -> assertThat(line).contains("yes"));
  }

  @Test
  void aLevelThatDoesNotExistIsInfo() {
    lines("LOUD");
    Logger.getLogger("a.B").debug("no");
    Logger.getLogger("a.B").info("yes");

    assertThat(written()).singleElement().satisfies(line -> assertThat(line).contains("yes"));
  }

  @Test
  void aLoggerMayHaveALevelOfItsOwn() {
    OutletHandler.prepare(Map.of("a.own", "DEBUG"));
    lines("WARN");
    Logger.getLogger("a.own.B").debug("yes");
    Logger.getLogger("a.other").debug("no");

    assertThat(written()).singleElement().satisfies(line -> assertThat(line).contains("yes"));
  }

  @Test
  void nothingIsWrittenInSilence() {
    LogLines lines = lines("INFO");
    lines.setSilent(true);
    Logger.getLogger("a.B").info("no");
    lines.setSilent(false);
    Logger.getLogger("a.B").info("yes");

    assertThat(written()).singleElement().satisfies(line -> assertThat(line).contains("yes"));
  }

  @Test
  void quarkusHandlersAreSilentAsWellAndKeepTheirFilters() {
    lines("INFO");
    Handler handler = root.getHandlers()[0];
    handler.setFilter(record -> !record.getMessage().equals("filtered"));
    LogLines ofQuarkus = JBossLogLines.ofQuarkus();

    ofQuarkus.setSilent(true);
    Logger.getLogger("a.B").info("no");
    ofQuarkus.setSilent(false);
    Logger.getLogger("a.B").info("filtered");
    Logger.getLogger("a.B").info("yes");

    assertThat(written()).singleElement().satisfies(line -> assertThat(line).contains("yes"));
  }
}
