package io.tenfold.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How much heap this JVM needs: the most that any collection left, which is what the program held
 * on to, and the most that was used at all, which also depends on how lazily garbage is collected.
 */
public final class HeapWatch {
  /** A collection's notification comes on another thread, soon after it. */
  private static final long NOTIFICATION_MILLIS = 200;

  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(HeapWatch::isHeap)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());
  private final AtomicLong leftByCollections = new AtomicLong();

  /** Begins to listen to this JVM's collectors. */
  public HeapWatch() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener((notification, handback) -> collected(notification), null, null);
    }
  }

  private static boolean isHeap(MemoryPoolMXBean pool) {
    return pool.getType() == MemoryType.HEAP;
  }

  private void collected(Notification notification) {
    if (!notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    long left =
        info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> heapPools.contains(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    leftByCollections.accumulateAndGet(left, Math::max);
  }

  /** Collects all garbage and forgets what was seen before. */
  public void reset() throws InterruptedException {
    System.gc();
    Thread.sleep(NOTIFICATION_MILLIS);
    leftByCollections.set(0);
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /**
   * Returns the most bytes that a collection left since the reset, zero if there was none.
   *
   * <p>A young collection leaves the old generation's garbage too, so this is an upper bound.
   */
  public long mostLeft() throws InterruptedException {
    Thread.sleep(NOTIFICATION_MILLIS);
    return leftByCollections.get();
  }

  /** Returns the sum of the heap pools' peaks since the reset in bytes, an upper bound as well. */
  public long mostUsed() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(HeapWatch::isHeap)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
