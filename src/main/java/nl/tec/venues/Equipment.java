package nl.tec.venues;

import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A kind of equipment. One session takes one set of it; the name says what is in a set.
 *
 * @param sets how many sets there are, each in one place at a time
 * @param needsPower whether it can only be where there is power
 * @param needsM2 the free floor it takes, in square metres; null: none to speak of
 * @param travelMinutes how long it is under way from one address to the next, as the mobile techlab is; null: it is carried along
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
