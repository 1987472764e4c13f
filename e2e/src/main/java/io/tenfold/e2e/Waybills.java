package io.tenfold.e2e;

import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.factory.Mappers;

/** Mappings that MapStruct writes. */
@Mapper
interface Waybills {
  /** Found by its name, which a native function does while it is built. */
  Waybills INSTANCE = Mappers.getMapper(Waybills.class);

  /** Returns a delivery's waybill. */
  @Mapping(target = "remark", source = "note")
  Waybill of(Delivery delivery);
}
