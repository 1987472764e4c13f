package io.tenfold.cli.console;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option that says how many at most: 1 or more. */
public final class CountConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    try {
      int count = Integer.parseInt(value);
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException e) {
      // It is said below.
    }
    throw new TypeConversionException("it is " + value + ", but must be a number from 1 on");
  }
}
