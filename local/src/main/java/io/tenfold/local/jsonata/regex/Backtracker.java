package io.tenfold.local.jsonata.regex;

import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.JsonataError;
import java.util.Arrays;

/**
 * Runs a program over a text. What it may come back to stands on a stack of its own: choices, runs
 * of units that may end earlier, and the registers' former values.
 */
final class Backtracker {
  private static final int CHOICE = -1;
  private static final int RUN = -2;
  private static final int ENTRY = 4;
  private static final int DEEPEST = 1 << 24;

  private final Program program;
  private final int[] code;
  private final String text;
  private final boolean ignoreCase;
  private final boolean multiline;
  private final Budget budget;
  private final int[] registers;
  private int[] stack = new int[16 * ENTRY];
  private int depth;

  Backtracker(Program program, String text, boolean ignoreCase, boolean multiline, Budget budget) {
    this.program = program;
    this.code = program.code();
    this.text = text;
    this.ignoreCase = ignoreCase;
    this.multiline = multiline;
    this.budget = budget;
    this.registers = new int[program.registers()];
  }

  /** Returns the registers of a match that begins at an index, or null. */
  int[] match(int start) {
    Arrays.fill(registers, -1);
    depth = 0;
    int end = run(0, start);
    if (end < 0) {
      return null;
    }
    registers[0] = start;
    registers[1] = end;
    return registers;
  }

  /** Runs from an instruction and a position on; returns where it ends, or -1. */
  private int run(int firstInstruction, int start) {
    int base = depth;
    int pc = firstInstruction;
    int at = start;
    while (true) {
      budget.step();
      boolean matched = true;
      int a = code[pc + 1];
      int b = code[pc + 2];
      int next = pc + Program.WIDTH;
      switch (code[pc]) {
        case Program.MATCH:
          return at;
        case Program.UNIT, Program.LITERAL:
          int unit = b == 0 ? at : at - 1;
          matched = unit >= 0 && unit < text.length();
          if (matched) {
            char c = unit(unit);
            matched = code[pc] == Program.UNIT ? program.set(a).contains(c) : c == a;
            at += b == 0 ? 1 : -1;
          }
          break;
        case Program.JUMP:
          next = a;
          break;
        case Program.SPLIT:
          push(CHOICE, b, at, 0);
          next = a;
          break;
        case Program.SAVE:
          set(a, at);
          break;
        case Program.SET:
          set(a, b);
          break;
        case Program.LOOP:
          Program.Loop loop = program.loop(a);
          int count = registers[loop.counter()];
          if (count >= loop.min()) {
            if (count >= loop.max()) {
              next = loop.end();
            } else if (loop.greedy()) {
              push(CHOICE, loop.end(), at, 0);
            } else {
              push(CHOICE, next, at, 0);
              next = loop.end();
            }
          }
          break;
        case Program.TURN:
          Program.Loop turned = program.loop(a);
          set(turned.counter(), registers[turned.counter()] + 1);
          set(turned.position(), at);
          for (int r = turned.firstRegister(); r < turned.lastRegister(); r++) {
            if (registers[r] >= 0) {
              set(r, -1);
            }
          }
          break;
        case Program.CHECK:
          Program.Loop checked = program.loop(a);
          int turns = registers[checked.counter()];
          boolean empty = registers[checked.position()] == at;
          matched = !(empty && turns > checked.min());
          break;
        case Program.BACK_REFERENCE:
          int end = backReference(a, b == 1, at);
          matched = end >= 0;
          at = end;
          break;
        case Program.BEGIN:
          matched = at == 0 || multiline && isLineEnd(text.charAt(at - 1));
          break;
        case Program.END:
          matched = at == text.length() || multiline && isLineEnd(text.charAt(at));
          break;
        case Program.WORD_EDGE:
          matched = (isWord(at - 1) != isWord(at)) == (a == 0);
          break;
        case Program.LOOK:
          matched = look(next, at, b == 1);
          next = a;
          break;
        case Program.RUN:
          Program.Loop many = program.loop(a);
          int most = (int) Math.min(text.length(), (long) at + many.max());
          int last = at;
          while (last < most && many.set().contains(unit(last))) {
            last++;
          }
          budget.steps(last - at);
          long fewest = (long) at + many.min();
          matched = last >= fewest;
          if (last > fewest) {
            push(RUN, next, last - 1, (int) fewest);
          }
          at = last;
          break;
        default:
          throw new IllegalStateException("instruction " + code[pc]);
      }
      if (matched) {
        pc = next;
        continue;
      }
      while (true) {
        if (depth == base) {
          return -1;
        }
        int top = depth - ENTRY;
        int what = stack[top];
        if (what == CHOICE) {
          depth = top;
          pc = stack[top + 1];
          at = stack[top + 2];
          break;
        }
        if (what == RUN) {
          pc = stack[top + 1];
          at = stack[top + 2];
          if (at == stack[top + 3]) {
            depth = top;
          } else {
            stack[top + 2]--;
          }
          break;
        }
        depth = top;
        registers[what] = stack[top + 1];
      }
    }
  }

  /** Looks ahead or behind: a match leaves its groups, and nothing to come back to. */
  private boolean look(int firstInstruction, int at, boolean negative) {
    int base = depth;
    boolean found = run(firstInstruction, at) >= 0;
    if (found && !negative) {
      int kept = base;
      for (int entry = base; entry < depth; entry += ENTRY) {
        if (stack[entry] >= 0) {
          System.arraycopy(stack, entry, stack, kept, ENTRY);
          kept += ENTRY;
        }
      }
      depth = kept;
      return true;
    }
    while (depth > base) {
      depth -= ENTRY;
      if (stack[depth] >= 0) {
        registers[stack[depth]] = stack[depth + 1];
      }
    }
    return found != negative;
  }

  private int backReference(int group, boolean backwards, int at) {
    int from = registers[2 * group];
    int to = registers[2 * group + 1];
    if (from < 0 || to < 0) {
      return at;
    }
    int length = to - from;
    budget.steps(length);
    int begin = backwards ? at - length : at;
    if (begin < 0 || begin + length > text.length()) {
      return -1;
    }
    for (int i = 0; i < length; i++) {
      if (unit(from + i) != unit(begin + i)) {
        return -1;
      }
    }
    return backwards ? begin : begin + length;
  }

  private char unit(int index) {
    char c = text.charAt(index);
    return ignoreCase ? CharacterSet.fold(c) : c;
  }

  private boolean isWord(int index) {
    if (index < 0 || index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '_' || c >= 'a' && c <= 'z';
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
  }

  private void set(int register, int value) {
    push(register, registers[register], 0, 0);
    registers[register] = value;
  }

  private void push(int what, int a, int b, int c) {
    if (depth == stack.length) {
      if (depth >= DEEPEST) {
        throw new JsonataError("the regular expression has too many ways to match");
      }
      stack = Arrays.copyOf(stack, 2 * depth);
    }
    stack[depth] = what;
    stack[depth + 1] = a;
    stack[depth + 2] = b;
    stack[depth + 3] = c;
    depth += ENTRY;
  }
}
