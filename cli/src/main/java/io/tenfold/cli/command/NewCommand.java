package io.tenfold.cli.command;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.project.NewProject;
import io.tenfold.cli.project.ProjectTemplate;
import io.tenfold.local.map.read.InputType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold new}: writes a project with a processor in it. */
@Command(
    name = "new",
    header = "Writes a project of your own: a processor, its test, a sample, Terraform.",
    description = {
      "",
      "Writes a project into a folder of its name: a processor with its record types and its tests,"
          + " a sample file, Terraform that calls Tenfold's module, and a Makefile. It depends on"
          + " the published artifacts at this command's version, and has nothing else of Tenfold in"
          + " it.",
      "",
      "Ends with 0 when it is written, and 3 when it is not: what is there already stays as it is."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold new orders",
      "  tenfold new first-claims --package com.acme.claims --format csv"
    })
final class NewCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "What the project, its folder and all that Terraform creates is called.")
  private String name;

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "The package of its classes. Default: com.example and the project's name.")
  private String javaPackage;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description =
          "What the file of records is: json (an array), jsonl (a JSON value in each line) or csv."
              + " Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--module-source",
      paramLabel = "SOURCE",
      description =
          "Where Terraform finds terraform/modules/batch, such as a mirror in your organisation."
              + " Default: the tag of this version in Tenfold's own repository.")
  private String moduleSource;

  /** The words that the option has. */
  enum Format {
    json,
    jsonl,
    csv
  }

  @Override
  public Integer call() throws Exception {
    String version = NewCommand.class.getPackage().getImplementationVersion();
    if (version == null) {
      throw new UserError("This tenfold is not packaged, and knows no version to depend on.");
    }
    Path folder =
        new ProjectTemplate(
                new NewProject(
                    name,
                    javaPackage != null ? javaPackage : NewProject.packageFor(name),
                    InputType.valueOf(format.name().toUpperCase(Locale.ROOT)),
                    version,
                    moduleSource != null ? moduleSource : NewProject.sourceOf(version)))
            .write(Path.of(""));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Written  %s%n", folder);
    out.printf("  next      cd %s%n", folder);
    out.println("            make test    # whole batches within JUnit");
    out.println("            make run     # the sample, on this machine");
    out.println("  then      README.md says how it is deployed");
    out.flush();
    return ExitCode.SUCCEEDED;
  }
}
