package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Page;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CreateStateMachineAlias, DescribeStateMachineAlias, UpdateStateMachineAlias,
 * DeleteStateMachineAlias and ListStateMachineAliases.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html">State
 *     machine aliases</a>
 */
final class AliasActions {
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
    String name = MachineName.check(input.requiredText("name"));
    if (name.matches("\\d+")) {
      throw new ApiException("InvalidName", "Invalid Name: '" + name + "'");
    }
    List<MachineAlias.Route> routes = routes(input, machines);
    Machine machine = Target.of(machines, routes.get(0).versionArn()).machine();
    Instant now = Instant.now();
    MachineAlias alias = new MachineAlias(name, description(input), routes, now, now);
    MachineAlias known = machine.aliases().putIfAbsent(name, alias);
    if (known != null
        && !(known.routes().equals(routes) && known.description().equals(alias.description()))) {
      throw new ApiException(
          "ConflictException", "An alias with a different configuration exists: '" + name + "'");
    }
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("stateMachineAliasArn", machine.aliasArn(name));
    output.put("creationDate", Timestamp.of((known == null ? alias : known).creationDate()));
    return output;
  }

  private static String description(Parameters input) {
    return input.has("description") ? input.text("description") : "";
  }

  private static List<MachineAlias.Route> routes(Parameters input, RegionalMachines machines) {
    List<MachineAlias.Route> routes = new ArrayList<>();
    int sum = 0;
    for (Parameters route : input.structures("routingConfiguration")) {
      String arn = route.requiredText("stateMachineVersionArn");
      if (!ValidArn.of(arn, StateMachineArn::parse).isVersion()) {
        throw ValidArn.refused(arn);
      }
      try {
        Target.of(machines, arn);
      } catch (ApiException e) {
        throw new ApiException("ResourceNotFound", "There is no version " + arn);
      }
      Integer given = route.integer("weight", 0, 100);
      int weight = given == null ? 0 : given;
      routes.add(new MachineAlias.Route(arn, weight));
      sum += weight;
    }
    long distinct =
        routes.stream()
            .map(r -> StateMachineArn.parse(r.versionArn()).unqualified())
            .distinct()
            .count();
    if (routes.isEmpty() || routes.size() > 2 || sum != 100 || distinct != 1) {
      throw ApiException.validation(
          "The routing configuration must have one or two versions of one state machine, with"
              + " weights that add up to 100");
    }
    return List.copyOf(routes);
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
      throw new ApiException("ResourceNotFound", "Resource not found: '" + arn + "'");
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
    Found found = find(input, machines);
    MachineAlias before = found.alias();
    MachineAlias after =
        new MachineAlias(
            before.name(),
            input.has("description") ? input.text("description") : before.description(),
            input.has("routingConfiguration") ? routes(input, machines) : before.routes(),
            before.creationDate(),
            Instant.now());
    found.machine().aliases().put(after.name(), after);
    return Map.of("updateDate", Timestamp.of(after.updateDate()));
  }

  private static Map<String, Object> delete(Parameters input, RegionalMachines machines) {
    Found found = find(input, machines);
    found.machine().aliases().remove(found.alias().name());
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
