package nl.tec.employers.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.springframework.stereotype.Component;

/** The choices on the form of an offer. */
@Component
class OfferChoices {

    private final Venues venues;
    private final Catalogue catalogue;

    OfferChoices(Venues venues, Catalogue catalogue) {
        this.venues = venues;
        this.catalogue = catalogue;
    }

    /** Returns the names of all rooms, prefixed with their venue, by id. */
    Map<Long, String> rooms() {
        Map<Long, String> names = venues.list().stream()
                .collect(Collectors.toMap(Venue::id, venue -> venue.name().dutch()));
        Map<Long, String> rooms = new TreeMap<>();
        venues.rooms()
                .forEach(room -> rooms.put(
                        room.id(),
                        names.getOrDefault(room.venueId(), "") + ": "
                                + room.name().dutch()));
        return rooms;
    }

    List<CurriculumGoal> goals() {
        return catalogue.goals();
    }
}
