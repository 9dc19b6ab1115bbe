package nl.tec.programme.web;

import java.util.List;
import java.util.Locale;
import nl.tec.venues.Place;

/** What places are called in a list to choose from. */
public final class PlaceWords {

    private PlaceWords() {}

    /** Its name; where others have the same name, with its address or else its number among them. */
    public static String apart(Place place, List<Place> all, Locale language) {
        String name = place.name().in(language);
        List<Place> alike = all.stream()
                .filter(other -> other.name().in(language).equals(name))
                .toList();
        if (alike.size() == 1) {
            return name;
        }
        long sameAddress = alike.stream()
                .filter(other -> other.address().equals(place.address()))
                .count();
        return sameAddress == 1 && !place.address().isBlank()
                ? name + ", " + place.address()
                : name + " (" + (alike.indexOf(place) + 1) + ")";
    }
}
