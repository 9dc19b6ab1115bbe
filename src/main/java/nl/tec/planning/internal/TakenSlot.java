package nl.tec.planning.internal;

import java.util.List;
import nl.tec.shared.TimeSlot;

/** When a proposed solution uses a guide or a bus, which no other may have then. */
record TakenSlot(long id, TimeSlot slot) {

    static boolean isFree(List<TakenSlot> taken, long id, TimeSlot slot) {
        return taken.stream().noneMatch(one -> one.id() == id && one.slot().overlaps(slot));
    }
}
