package nl.tec.venues;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /**
     * Returns the names of venues by id, as options to choose from. Those with the same name get their address, or else their number
     * among them.
     */
    public static Map<String, String> names(List<Venue> venues, Locale language) {
        Map<String, List<Venue>> byName =
                venues.stream().collect(Collectors.groupingBy(venue -> venue.name.in(language)));
        Map<String, String> names = new LinkedHashMap<>();
        venues.forEach(venue -> {
            String name = venue.name.in(language);
            names.put(Long.toString(venue.id), venue.nameAmong(Objects.requireNonNull(byName.get(name)), name));
        });
        return names;
    }

    private String nameAmong(List<Venue> alike, String name) {
        if (alike.size() == 1) {
            return name;
        }
        long sameAddress = alike.stream()
                .filter(other -> other.address().equals(address()))
                .count();
        return sameAddress == 1 && !address().isBlank()
                ? name + ", " + address()
                : name + " (" + (alike.indexOf(this) + 1) + ")";
    }
}
