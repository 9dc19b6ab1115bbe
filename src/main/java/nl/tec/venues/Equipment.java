package nl.tec.venues;

import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A kind of equipment. A session takes one or more sets of it; the name says what is in a set.
 *
 * @param sets number of sets, each in one place at a time
 * @param needsPower whether it needs a power supply
 * @param needsM2 the free floor space that it needs, in square metres; null: negligible
 * @param travelMinutes travel time from one address to the next, as of the mobile techlab; null: it is carried along
 */
public record Equipment(
        String key,
        EquipmentKind kind,
        Bilingual name,
        int sets,
        boolean needsPower,
        @Nullable Integer needsM2,
        @Nullable Integer travelMinutes) {

    /** Equipment that can be anywhere. */
    public Equipment(String key, EquipmentKind kind, Bilingual name, int sets) {
        this(key, kind, name, sets, false, null, null);
    }
}
