package io.tenfold.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InFlightTest {
  @Test
  void itAgreesWithCountingEveryMillisecond() {
    Random random = new Random(7);
    InFlight inFlight = new InFlight(1_000);
    int[] counted = new int[5_000];
    for (int i = 0; i < 3_000; i++) {
      int start = random.nextInt(4_000);
      int duration = random.nextInt(900);
      inFlight.add(1_000 + start, 1_000 + start + duration);
      for (int t = start; t < start + duration; t++) {
        counted[t]++;
      }
    }
    List<InFlight.Point> points = inFlight.points(5_000);
    for (InFlight.Point point : points) {
      assertThat(point.most()).isEqualTo(counted[(int) point.offsetMillis()]);
      assertThat(point.mean()).isEqualTo(point.most());
    }
    assertThat(inFlight.resolutionMillis()).isEqualTo(1);
  }

  @Test
  void oneThatEndsAsAnotherStartsIsNotInFlightWithIt() {
    InFlight inFlight = new InFlight(0);
    for (int i = 0; i < 1_000; i++) {
      inFlight.add(i * 10, i * 10 + 10);
    }
    assertThat(inFlight.peak()).isEqualTo(1);
  }

  @Test
  void fewerPointsKeepThePeakAndTheMean() {
    InFlight inFlight = new InFlight(0);
    inFlight.add(0, 100);
    inFlight.add(50, 51);
    assertThat(inFlight.points(1))
        .containsExactly(new InFlight.Point(0, 1.0, 2), new InFlight.Point(101, 0, 0));
  }

  @Test
  void aRunOfDaysIsKnownAtWiderMomentsWithTheSameNumberThere() {
    InFlight inFlight = new InFlight(0);
    long day = 24 * 3600 * 1000L;
    for (int i = 0; i < 10; i++) {
      inFlight.add(i, 3 * day);
    }
    assertThat(inFlight.resolutionMillis()).isEqualTo(256);
    assertThat(inFlight.peak()).isEqualTo(10);
    assertThat(inFlight.points(600)).hasSizeLessThanOrEqualTo(601);
    assertThat(inFlight.points(600).get(300).mean()).isEqualTo(10);
  }

  @Test
  void nothingStartedIsNoPoint() {
    assertThat(new InFlight(0).points(10)).isEmpty();
  }
}
