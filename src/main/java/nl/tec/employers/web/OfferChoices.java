package nl.tec.employers.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.venues.Place;
import nl.tec.venues.Places;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import org.springframework.stereotype.Component;

/** What the form of an offer lets one choose from. */
@Component
class OfferChoices {

    private final Places places;
    private final Catalogue catalogue;

    OfferChoices(Places places, Catalogue catalogue) {
        this.places = places;
        this.catalogue = catalogue;
    }

    /** All rooms, by id, with their place before them. */
    Map<Long, String> rooms() {
        Map<Long, String> names = places.list().stream()
                .collect(Collectors.toMap(Place::id, place -> place.name().dutch()));
        Map<Long, String> rooms = new TreeMap<>();
        places.rooms()
                .forEach(room -> rooms.put(
                        room.id(),
                        names.getOrDefault(room.placeId(), "") + ": "
                                + room.name().dutch()));
        return rooms;
    }

    List<CurriculumGoal> goals() {
        return catalogue.goals();
    }
}
