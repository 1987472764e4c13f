package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

/** Which classes the values of a type may have. */
class TypesInJsonTest {
  record Order(List<? extends Line[]> lines, Map<String, Person> people, Object more) {
    static Order of(ByFactory text) {
      return null;
    }
  }

  record Line(int quantity) {}

  interface Person {}

  record Customer(String name) implements Person {}

  static class Employee implements Person {
    Address getAddress() {
      return null;
    }
  }

  static class Manager extends Employee {}

  static class Address {
    void setCountry(Country country) {}
  }

  static class Country {}

  static class ByFactory {}

  static class Other {}

  private static TypesInJson of(Class<?> type) throws IOException {
    TypesInJson types =
        new TypesInJson(
            Index.of(
                Order.class,
                Line.class,
                Person.class,
                Customer.class,
                Employee.class,
                Manager.class,
                Address.class,
                Country.class,
                ByFactory.class,
                Other.class));
    types.add(DotName.createSimple(type));
    return types;
  }

  private static DotName[] names(Class<?>... types) {
    return List.of(types).stream().map(DotName::createSimple).toArray(DotName[]::new);
  }

  @Test
  void thoseOfTheFieldsAreAndAllThatImplementOrExtendThem() throws IOException {
    assertThat(of(Order.class).found())
        .contains(names(Order.class, Line.class, Person.class, Customer.class, Employee.class))
        .contains(names(Manager.class));
  }

  @Test
  void thoseOfPropertiesAndFactoriesAre() throws IOException {
    assertThat(of(Order.class).found())
        .contains(names(Address.class, Country.class, ByFactory.class));
  }

  @Test
  void whatNothingLeadsToIsNot() throws IOException {
    assertThat(of(Order.class).found()).doesNotContain(names(Other.class, String.class));
  }

  @Test
  void aMemberThatMayHaveAnyObjectIsNamed() throws IOException {
    assertThat(of(Order.class).unknown()).containsExactly(Order.class.getName() + ".more");
    assertThat(of(Line.class).unknown()).isEmpty();
  }
}
