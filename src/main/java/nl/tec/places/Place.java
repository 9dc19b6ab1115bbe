package nl.tec.places;

import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * Where activities are held.
 *
 * @param key stable, for addresses: {@code techlab}
 * @param pc4 the postcode area, where the street is not known (or moves)
 * @param organisationId whose place it is
 * @param latitude degrees; null when nobody knows where it is
 * @param groupsAtOnce how many groups it takes at the same time outside its rooms
 * @param note what a visitor has to know to find its way in
 * @param invented demo data that does not exist in the world; the page says so
 */
public record Place(
        long id,
        String key,
        PlaceKind kind,
        Bilingual name,
        @Nullable Long organisationId,
        @Nullable String street,
        @Nullable String postcode,
        @Nullable String town,
        @Nullable String pc4,
        @Nullable Double latitude,
        @Nullable Double longitude,
        boolean wheelchair,
        int groupsAtOnce,
        Bilingual note,
        boolean invented) {}
