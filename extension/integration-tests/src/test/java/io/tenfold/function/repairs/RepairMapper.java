package io.tenfold.function.repairs;

import java.math.BigDecimal;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.factory.Mappers;

/** Makes an estimate of a repair, by the class that MapStruct writes. */
@Mapper
public interface RepairMapper {
  /** Looked up by reflection, which a native build does while it makes the binary. */
  RepairMapper INSTANCE = Mappers.getMapper(RepairMapper.class);

  /** Returns the estimate, without its total. */
  @Mapping(target = "day", source = "received")
  @Mapping(target = "lines", source = "parts")
  @Mapping(target = "total", ignore = true)
  Estimate toEstimate(Repair repair);

  /** Returns a part's line. */
  @Mapping(target = "price", source = "part")
  Estimate.Line toLine(Repair.Part part);

  /** Returns what all pieces of a part cost. */
  default BigDecimal price(Repair.Part part) {
    return part.getEach().multiply(BigDecimal.valueOf(part.getPieces()));
  }
}
