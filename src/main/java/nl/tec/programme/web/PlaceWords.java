package nl.tec.programme.web;

import java.util.List;
import java.util.Locale;
import nl.tec.venues.Venue;

/** What places are called in a list to choose from. */
public final class PlaceWords {

    private PlaceWords() {}

    /** Its name; where others have the same name, with its address or else its number among them. */
    public static String apart(Venue venue, List<Venue> all, Locale language) {
        String name = venue.name().in(language);
        List<Venue> alike = all.stream()
                .filter(other -> other.name().in(language).equals(name))
                .toList();
        if (alike.size() == 1) {
            return name;
        }
        long sameAddress = alike.stream()
                .filter(other -> other.address().equals(venue.address()))
                .count();
        return sameAddress == 1 && !venue.address().isBlank()
                ? name + ", " + venue.address()
                : name + " (" + (alike.indexOf(venue) + 1) + ")";
    }
}
