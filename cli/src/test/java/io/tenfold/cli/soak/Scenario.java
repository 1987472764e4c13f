package io.tenfold.cli.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One batch of a soak and what befalls it: a pure function of the soak's seed and its own number,
 * so that it can be run again alone.
 *
 * @param batchSize how many records an invocation takes at most
 * @param concurrency the most invocations in flight
 * @param tolerated how many percent may fail
 * @param timeoutSeconds the function's
 * @param reserved the function's reserved concurrency, 0 for none
 * @param moment where in the run the disturbance comes: a share of the records, from 0 to 1
 * @param byTime whether the moment is one of time rather than a position of the ledger
 * @param resumesDisturbed how many resumes are disturbed before one is let through
 * @param retry whether failed records are tried again at the end
 * @param pending whether pending ones are, too
 * @param retryBatchSize how many records an invocation of the retry takes, 0 for as many as before
 */
record Scenario(
    long seed,
    int number,
    FileForm form,
    List<SoakRecord> records,
    int batchSize,
    int concurrency,
    double tolerated,
    int timeoutSeconds,
    int reserved,
    Disturbance disturbance,
    double moment,
    boolean byTime,
    int resumesDisturbed,
    boolean retry,
    boolean pending,
    int retryBatchSize) {

  /** How large answers are that fit into a batch's, some more easily than others. */
  private static final List<Integer> BULKS = List.of(5_000, 30_000, 60_000, 210_000);

  /** What in a hundred records is other than plain, by mixes that a run has one of. */
  private enum Mix {
    /** Nothing goes wrong by itself. */
    PLAIN(0, List.of("ok")),
    /** The processor's own failures. */
    PROCESSOR(
        15,
        List.of("reject", "reject|ok", "error", "error|ok", "transient|ok", "transient|reject")),
    /** Retries, some to their end. */
    TRANSIENT(8, List.of("transient|ok", "transient|transient|ok", "transient", "transient|crash")),
    /** Processes that die. */
    CRASHES(4, List.of("crash", "kill", "cut", "crash|ok", "transient|crash|ok")),
    /** Processes that die between invocations. */
    LEAVERS(25, List.of("leave", "leave", "vanish:0", "vanish:3", "vanish:20")),
    /** Processes that never answer. */
    HANGS(1, List.of("hang", "hang|ok")),
    /** Answers that are hard to carry. */
    ANSWERS(
        15,
        List.of("odd", "huge", "controls", "deep", "large", "oversized", "garbage", "print:50")),
    /** Processes that leave others behind. */
    STRAYS(2, List.of("stray", "child")),
    /** More failures than most runs tolerate. */
    FAILURES(60, List.of("reject", "error", "reject|ok")),
    /** A little of everything that is quick. */
    EVERYTHING(
        12,
        List.of(
            "reject",
            "transient|ok",
            "error",
            "crash",
            "leave",
            "vanish:2",
            "odd",
            "controls",
            "large",
            "stray",
            "kill",
            "garbage",
            "reject|ok"));

    private final int percent;
    private final List<String> words;

    Mix(int percent, List<String> words) {
      this.percent = percent;
      this.words = words;
    }
  }

  /** Returns the scenario of a seed and a number. */
  static Scenario of(long seed, int number) {
    Random random = random(seed, number);
    random.nextLong();
    Disturbance disturbance = disturbance(random);
    Mix mix = Mix.values()[random.nextInt(Mix.values().length)];
    if (disturbance == Disturbance.PAUSE_ENGINE && mix == Mix.HANGS) {
      mix = Mix.PLAIN;
    }
    FileForm form = form(random, disturbance);
    int count =
        disturbance == Disturbance.INPUT_DAMAGED || random.nextInt(25) == 0
            ? 500 + random.nextInt(700)
            : 60 + random.nextInt(180);
    if (random.nextInt(60) == 0) {
      count = random.nextInt(3);
    }
    boolean slow = disturbance != Disturbance.NONE || random.nextInt(3) == 0;
    boolean numbers = random.nextInt(6) == 0;
    List<SoakRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(
          SoakRecord.of(
              "s" + seed + "-" + number + "-" + i,
              words(random, mix, slow, count),
              numbers,
              random));
    }
    int concurrency = random.nextInt(4) == 0 ? 1 + random.nextInt(40) : 1 + random.nextInt(10);
    double[] tolerances = {0, 5, 10.5, 50, 50, 50, 100, 100};
    // From a stream of their own, so that what a seed and a number gave before batches stays.
    Random batches = new Random(random(seed, number).nextLong() ^ 0x2545F4914F6CDD1DL);
    batches.nextLong();
    int batchSize = batches.nextBoolean() ? 1 : batchSize(batches);
    if (batchSize > 1 && batches.nextInt(4) == 0) {
      makeBulky(records, batches);
    }
    return new Scenario(
        seed,
        number,
        form,
        records,
        batchSize,
        disturbance == Disturbance.DESCRIPTORS ? 40 : concurrency,
        tolerances[random.nextInt(tolerances.length)],
        mix == Mix.HANGS || disturbance == Disturbance.PAUSE_ENGINE ? 2 : 30,
        random.nextInt(12) == 0 ? Math.max(1, concurrency - 1) : 0,
        disturbance,
        // What is read ahead is read before it is damaged.
        disturbance == Disturbance.INPUT_DAMAGED ? 0.1 : random.nextDouble(),
        disturbance != Disturbance.INPUT_DAMAGED && random.nextInt(3) == 0,
        random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0,
        random.nextInt(3) == 0,
        random.nextBoolean(),
        batches.nextInt(3) > 0 ? 0 : batches.nextBoolean() ? 1 : batchSize(batches));
  }

  private static Random random(long seed, int number) {
    // Not the sum: neighbours' streams of java.util.Random resemble each other.
    return new Random(seed * 0x9E3779B97F4A7C15L ^ number * 0xD1B54A32D192ED03L);
  }

  /** Draws a size of more than one record: a few, many, or all there are. */
  private static int batchSize(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 7;
      case 1 -> 100;
      case 2 -> 1_000;
      default -> 2 + random.nextInt(29);
    };
  }

  /** Gives some plain records answers that do not all fit into one of their batch. */
  private static void makeBulky(List<SoakRecord> records, Random random) {
    int bulk = BULKS.get(random.nextInt(BULKS.size()));
    int oneIn = Math.max(4, bulk / 2_000);
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).words().equals(List.of("ok")) && random.nextInt(oneIn) == 0) {
        records.set(i, records.get(i).saying("bulky:" + (bulk / 2 + random.nextInt(bulk / 2))));
      }
    }
  }

  private static Disturbance disturbance(Random random) {
    // Half of the runs are left alone: there, every record's fate is known beforehand. An engine in
    // a process of its own takes five times as long to start as a whole run in this one.
    int chance = random.nextInt(100);
    if (chance < 50) {
      return Disturbance.NONE;
    }
    if (chance < 66) {
      return Disturbance.KILL_ENGINE;
    }
    Disturbance[] others = Disturbance.values();
    return others[2 + random.nextInt(others.length - 2)];
  }

  private static FileForm form(Random random, Disturbance disturbance) {
    int chance = random.nextInt(100);
    if (chance < 4 && disturbance == Disturbance.NONE) {
      return chance < 2 ? FileForm.HUGE_NUMBER : FileForm.CUT_OFF;
    }
    if (disturbance == Disturbance.INPUT_DAMAGED) {
      return FileForm.ARRAY;
    }
    FileForm[] forms = {
      FileForm.ARRAY,
      FileForm.ARRAY,
      FileForm.PRETTY,
      FileForm.BYTE_ORDER_MARK,
      FileForm.GZIP,
      FileForm.LINES,
      FileForm.CSV
    };
    return forms[random.nextInt(forms.length)];
  }

  private static List<String> words(Random random, Mix mix, boolean slow, int count) {
    if (random.nextInt(100) < mix.percent) {
      return List.of(mix.words.get(random.nextInt(mix.words.size())).split("\\|"));
    }
    // So that a disturbance finds records in flight, whatever their number.
    return slow && random.nextInt(2) == 0
        ? List.of("slow:" + random.nextInt(Math.max(2, 8_000 / Math.max(40, count))))
        : List.of("ok");
  }

  /** Returns whether some record has a word of this beginning. */
  boolean has(String word) {
    return records.stream()
        .anyMatch(record -> record.words().stream().anyMatch(each -> each.startsWith(word)));
  }

  /** Returns what an attempt at a record was to do. */
  String word(Ledger.Try one) {
    List<String> words = records.get((int) one.index()).words();
    return words.get(Math.min(one.attempt(), words.size()) - 1);
  }

  /** Returns the run's parameters, which every third one has. */
  Map<String, String> parameters() {
    return number % 3 == 0 ? Map.of("soak", seed + "=" + number) : Map.of();
  }

  /** Returns whether results are taken away after the run, to see that it is noticed. */
  boolean tampered() {
    return number % 7 == 0;
  }

  /** Returns what runs it again, alone. */
  String command() {
    return "make soak SEED=" + seed + " ONLY=" + number;
  }

  /** Returns what it is, but for its records, in a line. */
  @Override
  public String toString() {
    return String.format(
        "%s, %d records as %s, %d a batch, %d at once, %s %% tolerated, timeout %d s, reserved %d,"
            + " at %.2f%s, %d resumes disturbed%s%s",
        disturbance,
        records.size(),
        form,
        batchSize,
        concurrency,
        tolerated,
        timeoutSeconds,
        reserved,
        moment,
        byTime ? " of the time" : " of the records",
        resumesDisturbed,
        retry ? pending ? ", retry --pending" : ", retry" : "",
        retry && retryBatchSize > 0 ? " of " + retryBatchSize + " a batch" : "");
  }
}
