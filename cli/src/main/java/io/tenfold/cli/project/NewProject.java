package io.tenfold.cli.project;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.read.InputType;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.SourceVersion;

/**
 * A project that is to be written.
 *
 * @param name of the project, its artifact and all that Terraform creates for it: 3 to 32
 *     lower-case letters, digits and hyphens
 * @param javaPackage of its classes, and its Maven groupId
 * @param format of its file of records
 * @param tenfold the version of Tenfold that it depends on
 * @param moduleSource where Terraform finds {@code terraform/modules/batch}
 */
public record NewProject(
    String name, String javaPackage, InputType format, String tenfold, String moduleSource) {
  /** Where Tenfold is. */
  static final String HOME = "https://github.com/tenfold/tenfold";

  private static final String DEPENDENCY_PLUGIN = "3.8.1";

  /**
   * Checks that it can be built.
   *
   * @throws UserError if the name or the package is none
   */
  public NewProject {
    // As the module's variable has it: bucket and roles are called so, too.
    if (!name.matches("[a-z][a-z0-9-]{1,30}[a-z0-9]")) {
      throw new UserError(
          name
              + " is no name for a project. It has 3 to 32 lower-case letters, digits and hyphens,"
              + " begins with a letter and does not end with a hyphen, such as orders.");
    }
    if (!SourceVersion.isName(javaPackage)
        || !javaPackage.equals(javaPackage.toLowerCase(Locale.ROOT))) {
      throw new UserError(
          javaPackage
              + " is no name for a package. Give one in lower case, such as --package"
              + " com.acme.orders.");
    }
    if (moduleSource.matches("(?s).*[\"\\\\\\p{Cntrl}].*") || moduleSource.contains("${")) {
      throw new UserError(
          moduleSource + " is no source for a Terraform module, for it would need quoting.");
    }
  }

  /** Returns the package that a project has where nobody names one. */
  public static String packageFor(String name) {
    return "com.example." + name.replace("-", "");
  }

  /**
   * Returns where Terraform finds the module of a version: its tag, or the head of what is not
   * released.
   */
  public static String sourceOf(String tenfold) {
    return "git::"
        + HOME
        + ".git//terraform/modules/batch?ref="
        + (tenfold.endsWith("-SNAPSHOT") ? "main" : "v" + tenfold);
  }

  /**
   * Returns the beginning of its classes' names: Orders for orders, FirstOrders for first-orders.
   */
  String className() {
    StringBuilder words = new StringBuilder();
    for (String word : name.split("-+")) {
      words.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return words.toString();
  }

  /** Returns the end of its file's name. */
  String suffix() {
    return format.name().toLowerCase(Locale.ROOT);
  }

  /** Returns what stands in the template for each of its words. */
  Map<String, String> words() {
    return Map.ofEntries(
        Map.entry("@NAME@", name),
        Map.entry("@PACKAGE@", javaPackage),
        Map.entry("@CLASS@", className()),
        Map.entry("@FORMAT@", suffix()),
        Map.entry("@INPUT_TYPE@", format.name()),
        Map.entry("@FILE@", file()),
        Map.entry("@VERSION@", tenfold),
        Map.entry("@SOURCE@", moduleSource),
        Map.entry("@HOME@", HOME),
        Map.entry("@DEPENDENCY_PLUGIN@", DEPENDENCY_PLUGIN));
  }

  private String file() {
    return switch (format) {
      case JSON -> "a JSON array";
      case JSONL -> "JSON Lines, a record in each";
      case CSV -> "CSV, whose first row names the fields of `Input`; what is empty there is null";
    };
  }
}
