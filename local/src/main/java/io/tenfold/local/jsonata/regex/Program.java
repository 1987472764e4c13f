package io.tenfold.local.jsonata.regex;

import io.tenfold.local.jsonata.value.JsonataError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pattern as instructions of four ints each: what, and up to three numbers. */
final class Program {
  static final int WIDTH = 4;

  static final int MATCH = 0;
  static final int UNIT = 1; // set, backwards
  static final int LITERAL = 2; // unit, backwards
  static final int JUMP = 3; // to
  static final int SPLIT = 4; // first, then
  static final int SAVE = 5; // register
  static final int FORGET = 6; // first register, last (exclusive)
  static final int SET = 7; // register, value
  static final int LOOP = 8; // index in loops
  static final int TURN = 9; // index in loops
  static final int CHECK = 10; // index in loops
  static final int BACK_REFERENCE = 11; // group, backwards
  static final int BEGIN = 12;
  static final int END = 13;
  static final int WORD_EDGE = 14; // 1 if it must be none
  static final int LOOK = 15; // where it goes on, negative
  static final int RUN = 16; // index in loops: one unit, many times, as many as there are

  /** What a repetition needs to know. */
  record Loop(
      int counter,
      int position,
      int min,
      int max,
      boolean greedy,
      int firstRegister,
      int lastRegister,
      CharacterSet set,
      int end) {}

  private static final int LARGEST = 200_000;

  private final boolean ignoreCase;
  private final Map<String, Integer> names;
  private final List<CharacterSet> sets = new ArrayList<>();
  private final List<Loop> loops = new ArrayList<>();
  private int[] code = new int[64];
  private int size;
  private int registers;

  Program(Part pattern, int captures, Map<String, Integer> names, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    this.names = names;
    registers = 2 * captures;
    compile(pattern, false);
    emit(MATCH, 0, 0);
  }

  int[] code() {
    return code;
  }

  int registers() {
    return registers;
  }

  CharacterSet set(int index) {
    return sets.get(index);
  }

  Loop loop(int index) {
    return loops.get(index);
  }

  private int emit(int what, int a, int b) {
    if (size + WIDTH > code.length) {
      if (size > LARGEST) {
        throw new JsonataError("the regular expression is too large");
      }
      code = java.util.Arrays.copyOf(code, 2 * code.length);
    }
    int at = size;
    code[at] = what;
    code[at + 1] = a;
    code[at + 2] = b;
    size += WIDTH;
    return at;
  }

  private void compile(Part part, boolean backwards) {
    int back = backwards ? 1 : 0;
    if (part instanceof Part.Unit unit) {
      emit(UNIT, add(setOf(unit)), back);
    } else if (part instanceof Part.Literal literal) {
      emit(LITERAL, ignoreCase ? CharacterSet.fold(literal.unit()) : literal.unit(), back);
    } else if (part instanceof Part.Sequence sequence) {
      List<Part> parts = sequence.parts();
      for (int i = 0; i < parts.size(); i++) {
        compile(parts.get(backwards ? parts.size() - 1 - i : i), backwards);
      }
    } else if (part instanceof Part.Choice choice) {
      List<Integer> jumps = new ArrayList<>();
      List<Part> options = choice.options();
      for (int i = 0; i < options.size() - 1; i++) {
        int split = emit(SPLIT, size + WIDTH, 0);
        compile(options.get(i), backwards);
        jumps.add(emit(JUMP, 0, 0));
        code[split + 2] = size;
      }
      compile(options.get(options.size() - 1), backwards);
      jumps.forEach(jump -> code[jump + 1] = size);
    } else if (part instanceof Part.Capture capture) {
      emit(SAVE, 2 * capture.number() + back, 0);
      compile(capture.body(), backwards);
      emit(SAVE, 2 * capture.number() + 1 - back, 0);
    } else if (part instanceof Part.BackReference reference) {
      emit(BACK_REFERENCE, groupOf(reference), back);
    } else if (part instanceof Part.Place place) {
      switch (place.kind()) {
        case BEGIN -> emit(BEGIN, 0, 0);
        case END -> emit(END, 0, 0);
        case WORD_EDGE -> emit(WORD_EDGE, 0, 0);
        case NO_WORD_EDGE -> emit(WORD_EDGE, 1, 0);
      }
    } else if (part instanceof Part.Look look) {
      int at = emit(LOOK, 0, look.negative() ? 1 : 0);
      compile(look.body(), look.behind());
      emit(MATCH, 0, 0);
      code[at + 1] = size;
    } else {
      repeat((Part.Repeat) part, backwards);
    }
  }

  private int groupOf(Part.BackReference reference) {
    if (reference.name() == null) {
      return reference.number();
    }
    Integer number = names.get(reference.name());
    if (number == null) {
      throw new JsonataError("Invalid named capture referenced");
    }
    return number;
  }

  private CharacterSet setOf(Part.Unit unit) {
    CharacterSet set = ignoreCase ? unit.set().folded() : unit.set();
    return unit.negated() ? set.complement() : set;
  }

  private int add(CharacterSet set) {
    sets.add(set);
    return sets.size() - 1;
  }

  private void repeat(Part.Repeat repeat, boolean backwards) {
    CharacterSet set = null;
    if (!backwards && repeat.greedy()) {
      if (repeat.body() instanceof Part.Unit unit) {
        set = setOf(unit);
      } else if (repeat.body() instanceof Part.Literal literal) {
        CharacterSet only = CharacterSet.empty().add(literal.unit(), literal.unit());
        set = setOf(new Part.Unit(only, false));
      }
    }
    if (set != null) {
      loops.add(new Loop(0, 0, repeat.min(), repeat.max(), true, 0, 0, set, 0));
      emit(RUN, loops.size() - 1, 0);
      return;
    }
    int counter = registers++;
    int position = registers++;
    int index = loops.size();
    loops.add(null);
    emit(SET, counter, 0);
    int loop = emit(LOOP, index, 0);
    emit(TURN, index, 0);
    compile(repeat.body(), backwards);
    emit(CHECK, index, 0);
    emit(JUMP, loop, 0);
    loops.set(
        index,
        new Loop(
            counter,
            position,
            repeat.min(),
            repeat.max(),
            repeat.greedy(),
            2 * repeat.firstCapture(),
            2 * repeat.lastCapture(),
            null,
            size));
  }
}
