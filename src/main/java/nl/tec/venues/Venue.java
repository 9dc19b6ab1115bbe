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
 * @param pc4 the postcode area, if the street is unknown (or the venue moves)
 * @param organisationId its organisation
 * @param latitude degrees; null: unknown
 * @param groupsAtOnce number of groups that it takes at once outside its rooms
 * @param note information for visitors on finding their way in
 * @param invented whether it is fictional demo data; the page says so
 * @param phone to call on the spot; null: that of the hub
 * @param route directions by foot, bike, bus and car
 * @param power whether it has a power supply for equipment; null: unknown
 * @param floorM2 free floor space outside its rooms, in square metres; null: unknown
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

    /** Returns street, postcode and town; without a street only the town, or nothing. */
    public String address() {
        String end = Stream.of(postcode, town).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return Stream.of(street, end)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    /** Returns its name; if others have the same name, with its address or else its number among them. */
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
