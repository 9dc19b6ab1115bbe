package nl.tec.venues;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A place where activities are held.
 *
 * @param key stable, for addresses: {@code techlab}
 * @param pc4 the postcode area, where the street is not known (or moves)
 * @param organisationId whose place it is
 * @param latitude degrees; null when nobody knows where it is
 * @param groupsAtOnce how many groups it takes at the same time outside its rooms
 * @param note what a visitor has to know to find its way in
 * @param invented demo data that does not exist in the world; the page says so
 * @param phone whom to call there; null: the hub
 * @param route how to get there by foot, bike, bus and car
 * @param power whether there is power for equipment; null when nobody knows
 * @param floorM2 free floor outside its rooms, in square metres; null when nobody knows
 */
public record Venue(
        long id,
        String key,
        VenueKind kind,
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
        boolean invented,
        @Nullable String phone,
        Bilingual route,
        @Nullable Boolean power,
        @Nullable Integer floorM2) {

    /** Street, postcode and town; without a street only the town, or nothing. */
    public String address() {
        String end = Stream.of(postcode, town).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return Stream.of(street, end)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    /** Its name; where others have the same name, with its address or else its number among them. */
    public String nameAmong(List<Venue> all, Locale language) {
        String own = name.in(language);
        List<Venue> alike = all.stream()
                .filter(other -> other.name.in(language).equals(own))
                .toList();
        if (alike.size() == 1) {
            return own;
        }
        long sameAddress = alike.stream()
                .filter(other -> other.address().equals(address()))
                .count();
        return sameAddress == 1 && !address().isBlank()
                ? own + ", " + address()
                : own + " (" + (alike.indexOf(this) + 1) + ")";
    }
}
