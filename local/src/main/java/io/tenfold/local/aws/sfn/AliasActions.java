package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Page;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import io.tenfold.local.aws.sfn.request.ValidArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * CreateStateMachineAlias, DescribeStateMachineAlias, UpdateStateMachineAlias,
 * DeleteStateMachineAlias and ListStateMachineAliases.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html">State
 *     machine aliases</a>
 */
final class AliasActions {
  /** Of a description. */
  private static final int MOST_CHARACTERS = 256;

  private static final Pattern NAME = Pattern.compile("^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$");

  private AliasActions() {}

  /** An alias and whose it is. */
  private record Found(Machine machine, MachineAlias alias) {}

  static void register(Map<String, Action> actions) {
    actions.put("CreateStateMachineAlias", AliasActions::create);
    actions.put("DescribeStateMachineAlias", AliasActions::describe);
    actions.put("UpdateStateMachineAlias", AliasActions::update);
    actions.put("DeleteStateMachineAlias", AliasActions::delete);
    actions.put("ListStateMachineAliases", AliasActions::list);
  }

  private static Map<String, Object> create(Parameters input, RegionalMachines machines) {
    String name = name(input.requiredText("name"));
    List<MachineAlias.Route> routes = routes(input, machines);
    Machine machine = Target.of(machines, routes.get(0).versionArn()).machine();
    Instant now = Instant.now();
    MachineAlias alias = new MachineAlias(name, description(input), routes, now, now);
    MachineAlias known = machine.aliases().putIfAbsent(name, alias);
    if (known != null
        && !(known.routes().equals(routes) && known.description().equals(alias.description()))) {
      throw new ApiException(
          "ConflictException",
          "Failed to create alias because an alias with the same name and a different routing"
              + " configuration already exists.");
    }
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("stateMachineAliasArn", machine.aliasArn(name));
    output.put("creationDate", Timestamp.of((known == null ? alias : known).creationDate()));
    return output;
  }

  private static String name(String name) {
    if (name.length() > 80) {
      throw Parameters.wrongValue(name, "name", "must have length less than or equal to 80");
    }
    if (!NAME.matcher(name).matches()) {
      throw Parameters.wrongValue(name, "name", "must satisfy regular expression pattern: " + NAME);
    }
    return name;
  }

  private static String description(Parameters input) {
    return input.textUpTo("description", MOST_CHARACTERS, "");
  }

  private static List<MachineAlias.Route> routes(Parameters input, RegionalMachines machines) {
    List<Parameters> given = input.structures("routingConfiguration");
    if (given.isEmpty() || given.size() > 2) {
      throw Parameters.wrongValue(
          shown(given),
          "routingConfiguration",
          given.isEmpty()
              ? "must have length greater than or equal to 1"
              : "must have length less than or equal to 2");
    }
    List<String> arns = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    for (Parameters route : given) {
      arns.add(route.requiredText("stateMachineVersionArn"));
      Integer weight = route.integer("weight", 0, 100);
      weights.add(weight == null ? 0 : weight);
    }
    boolean versions = true;
    for (String arn : arns) {
      versions &= ValidArn.of(arn, StateMachineArn::parse).isVersion();
    }
    if (!versions) {
      throw ApiException.validation(
          "Routing configuration must contain state machine version ARNs. Received: " + arns);
    }
    if (new HashSet<>(arns).size() < arns.size()) {
      throw ApiException.validation(
          "Routing configuration must contain distinct state machine version ARNs. Received: "
              + arns);
    }
    if (weights.stream().mapToInt(weight -> weight).sum() != 100) {
      throw ApiException.validation(
          "Sum of routing configuration weights must equal 100. Received: " + weights);
    }
    if (arns.stream().map(arn -> StateMachineArn.parse(arn).unqualified()).distinct().count() > 1) {
      throw ApiException.validation(
          "Routing configuration must contain versions of one state machine. Received: " + arns);
    }
    List<MachineAlias.Route> routes = new ArrayList<>();
    for (int i = 0; i < arns.size(); i++) {
      try {
        Target.of(machines, arns.get(i));
      } catch (ApiException e) {
        throw new ApiException("ResourceNotFound", "There is no version " + arns.get(i));
      }
      routes.add(new MachineAlias.Route(arns.get(i), weights.get(i)));
    }
    return List.copyOf(routes);
  }

  /** The items as Step Functions tells them, where there are too many or none. */
  private static List<String> shown(List<Parameters> routes) {
    return routes.stream()
        .map(
            route ->
                "RoutingConfigurationListItem(stateMachineVersionArn="
                    + route.text("stateMachineVersionArn")
                    + ", weight="
                    + route.number("weight")
                    + ")")
        .toList();
  }

  private static Found find(Parameters input, RegionalMachines machines) {
    String arn = input.requiredText("stateMachineAliasArn");
    StateMachineArn parsed = ValidArn.of(arn, StateMachineArn::parse);
    Machine machine = machines.find(parsed);
    MachineAlias alias =
        machine == null || parsed.qualifier() == null
            ? null
            : machine.aliases().get(parsed.qualifier());
    if (alias == null) {
      throw new ApiException(
          "ResourceNotFound", "Request references a resource that does not exist.");
    }
    return new Found(machine, alias);
  }

  private static Map<String, Object> describe(Parameters input, RegionalMachines machines) {
    Found found = find(input, machines);
    MachineAlias alias = found.alias();
    List<Object> routes = new ArrayList<>();
    for (MachineAlias.Route route : alias.routes()) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("stateMachineVersionArn", route.versionArn());
      item.put("weight", route.weight());
      routes.add(item);
    }
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("stateMachineAliasArn", found.machine().aliasArn(alias.name()));
    output.put("name", alias.name());
    output.put("description", alias.description());
    output.put("routingConfiguration", routes);
    output.put("creationDate", Timestamp.of(alias.creationDate()));
    output.put("updateDate", Timestamp.of(alias.updateDate()));
    return output;
  }

  private static Map<String, Object> update(Parameters input, RegionalMachines machines) {
    if (!input.has("description") && !input.has("routingConfiguration")) {
      throw ApiException.validation(
          "Either a description or a routing configuration must be specified");
    }
    Found found = find(input, machines);
    MachineAlias before = found.alias();
    MachineAlias after =
        new MachineAlias(
            before.name(),
            input.textUpTo("description", MOST_CHARACTERS, before.description()),
            input.has("routingConfiguration") ? routes(input, machines) : before.routes(),
            before.creationDate(),
            Instant.now());
    found.machine().aliases().put(after.name(), after);
    return Map.of("updateDate", Timestamp.of(after.updateDate()));
  }

  private static Map<String, Object> delete(Parameters input, RegionalMachines machines) {
    StateMachineArn arn =
        ValidArn.of(input.requiredText("stateMachineAliasArn"), StateMachineArn::parse);
    Machine machine = machines.find(arn);
    // Deleting what is not there succeeds, as recorded on AWS.
    if (machine != null && arn.qualifier() != null) {
      machine.aliases().remove(arn.qualifier());
    }
    return Map.of();
  }

  private static Map<String, Object> list(Parameters input, RegionalMachines machines) {
    Target target = Target.of(machines, input.requiredText("stateMachineArn"));
    String version = target.versionArn();
    List<MachineAlias> aliases =
        target.machine().aliases().values().stream()
            .filter(
                alias ->
                    version == null
                        || alias.routes().stream().anyMatch(r -> r.versionArn().equals(version)))
            .toList();
    return Page.of(
        "stateMachineAliases",
        input,
        aliases,
        MachineAlias::name,
        alias -> {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put("stateMachineAliasArn", target.machine().aliasArn(alias.name()));
          item.put("creationDate", Timestamp.of(alias.creationDate()));
          return item;
        });
  }
}
