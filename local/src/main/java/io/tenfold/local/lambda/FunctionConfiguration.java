package io.tenfold.local.lambda;

import io.tenfold.local.arn.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A function as CreateFunction would configure it, and where on this machine its package, its
 * unpacked code and its logs are.
 *
 * @param functionName the name, without region, account or qualifier
 * @param packagePath a {@code function.zip}, or a folder with its unpacked content
 * @param memoryMegabytes 128 to 10,240
 * @param timeout of one invocation, 1 to 900 seconds
 * @param handler what {@code _HANDLER} says; native programs mostly ignore it
 * @param environment the configured environment variables
 * @param reservedConcurrency above which invocations are throttled; empty for no such limit
 * @param region of the function's ARN, and {@code AWS_REGION}
 * @param accountId of the function's ARN, twelve digits
 * @param workFolder holds {@code packages/} (unpacked zips) and {@code logs/} (one file per
 *     environment)
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html">
 *     CreateFunction</a>
 */
public record FunctionConfiguration(
    String functionName,
    Path packagePath,
    int memoryMegabytes,
    Duration timeout,
    String handler,
    Map<String, String> environment,
    OptionalInt reservedConcurrency,
    String region,
    String accountId,
    Path workFolder) {

  /** Checks every value against Lambda's limits: {@link IllegalArgumentException} says which. */
  public FunctionConfiguration {
    require(
        functionName.matches("[a-zA-Z0-9-_]{1,64}"),
        "functionName",
        functionName,
        "1 to 64 letters, digits, hyphens and underscores");
    require(
        memoryMegabytes >= 128 && memoryMegabytes <= 10_240,
        "memoryMegabytes",
        memoryMegabytes,
        "128 to 10240");
    require(
        timeout.compareTo(Duration.ofSeconds(1)) >= 0
            && timeout.compareTo(Duration.ofSeconds(900)) <= 0,
        "timeout",
        timeout,
        "1 to 900 seconds");
    require(
        reservedConcurrency.isEmpty() || reservedConcurrency.getAsInt() >= 0,
        "reservedConcurrency",
        reservedConcurrency,
        "0 or more");
    require(accountId.matches("\\d{12}"), "accountId", accountId, "twelve digits");
    Objects.requireNonNull(handler);
    Objects.requireNonNull(region);
    packagePath = packagePath.toAbsolutePath().normalize();
    workFolder = workFolder.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }

  private static void require(boolean holds, String field, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(field + " is " + value + " but must be " + allowed);
    }
  }

  /**
   * Returns a function of 512 MB and 30 seconds, without reserved concurrency, in us-east-1 of
   * account 123456789012, with the handler and the variables that its package says.
   *
   * @throws FunctionPackageException if what is said of the package can't be read
   */
  public static FunctionConfiguration of(String functionName, Path packagePath, Path workFolder) {
    PackageDescription described = PackageDescription.of(packagePath);
    return new FunctionConfiguration(
        functionName,
        packagePath,
        512,
        Duration.ofSeconds(30),
        described.handler(),
        described.environment(),
        OptionalInt.empty(),
        "us-east-1",
        "123456789012",
        workFolder);
  }

  /** Returns the same function with this memory in MB. */
  public FunctionConfiguration withMemoryMegabytes(int megabytes) {
    return new FunctionConfiguration(
        functionName,
        packagePath,
        megabytes,
        timeout,
        handler,
        environment,
        reservedConcurrency,
        region,
        accountId,
        workFolder);
  }

  /** Returns the same function with this limit for one invocation. */
  public FunctionConfiguration withTimeout(Duration limit) {
    return new FunctionConfiguration(
        functionName,
        packagePath,
        memoryMegabytes,
        limit,
        handler,
        environment,
        reservedConcurrency,
        region,
        accountId,
        workFolder);
  }

  /** Returns the same function with this handler. */
  public FunctionConfiguration withHandler(String name) {
    return new FunctionConfiguration(
        functionName,
        packagePath,
        memoryMegabytes,
        timeout,
        name,
        environment,
        reservedConcurrency,
        region,
        accountId,
        workFolder);
  }

  /** Returns the same function with these environment variables in place of any before. */
  public FunctionConfiguration withEnvironment(Map<String, String> variables) {
    return new FunctionConfiguration(
        functionName,
        packagePath,
        memoryMegabytes,
        timeout,
        handler,
        variables,
        reservedConcurrency,
        region,
        accountId,
        workFolder);
  }

  /** Returns the same function with this reserved concurrency. */
  public FunctionConfiguration withReservedConcurrency(int invocations) {
    return new FunctionConfiguration(
        functionName,
        packagePath,
        memoryMegabytes,
        timeout,
        handler,
        environment,
        OptionalInt.of(invocations),
        region,
        accountId,
        workFolder);
  }

  /** Returns the function's ARN, {@code arn:aws:lambda:REGION:ACCOUNT:function:NAME}. */
  public String functionArn() {
    return new Account(region, accountId).function(functionName).toString();
  }

  /** Returns its ARN and package; its variables may be secrets. */
  @Override
  public String toString() {
    return functionArn() + " of " + packagePath;
  }

  /** Returns the memory in bytes. */
  public long memoryBytes() {
    return memoryMegabytes * 1024L * 1024L;
  }

  /** Returns the folder that holds one log file per environment. */
  public Path logFolder() {
    return workFolder.resolve("logs");
  }
}
