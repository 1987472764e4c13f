package io.tenfold.e2e;

import java.time.Instant;
import java.util.List;

/** What MapStruct makes of a delivery. */
record Waybill(Instant at, List<Long> parcels, String remark) {}
