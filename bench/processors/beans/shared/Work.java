package io.tenfold.bench.processor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Checks a price and adds the tax. */
@ApplicationScoped
public class Work {
  private static final Logger LOG = Logger.getLogger(Work.class);

  private final Validator validator;
  private final BigDecimal factor;

  /** Takes the validator and what net prices are multiplied by. */
  public Work(Validator validator, @ConfigProperty(name = "price.factor") BigDecimal factor) {
    this.validator = validator;
    this.factor = factor;
  }

  /** Returns the price with tax. */
  public Output process(Input input) {
    Set<ConstraintViolation<Input>> violations = validator.validate(input);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(violations.toString());
    }
    LOG.infof("priced %s", input.sku());
    return new Output(input.sku(), input.net().multiply(factor).setScale(2, RoundingMode.HALF_UP));
  }
}
