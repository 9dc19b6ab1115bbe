package nl.tec.programme.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.OthersProgramme;
import nl.tec.venues.Equipment;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A cache of reference data that many pages need: venues, equipment, curriculum goals. Refreshed twice a minute. */
@Component
class Reference {

    private static final int MAX_AREAS = 60;

    private record Lists(
            List<Venue> venues,
            VenueMap map,
            List<Venues.Area> areas,
            List<Equipment> equipment,
            List<CurriculumGoal> goals) {}

    private final Venues venues;
    private final LoadingCache<String, Lists> cache;

    Reference(Venues venues, Catalogue catalogue) {
        this.venues = venues;
        this.cache = Caffeine.newBuilder()
                .refreshAfterWrite(Duration.ofSeconds(30))
                .expireAfterWrite(Duration.ofMinutes(5))
                .build(key -> new Lists(
                        venues.list(),
                        VenueMap.of(venues.list(), venues.areas(MAX_AREAS), List.of()),
                        venues.areas(MAX_AREAS),
                        venues.equipment(),
                        catalogue.goals()));
    }

    VenueMap map() {
        return cache.get("all").map();
    }

    /** Returns the map with venues of hubs of other cities. */
    VenueMap map(List<OthersProgramme.Place> others) {
        Lists lists = cache.get("all");
        return others.isEmpty() ? lists.map() : VenueMap.of(lists.venues(), lists.areas(), others);
    }

    List<Venue> venues() {
        return cache.get("all").venues();
    }

    /** Finds a venue by its key; one that is not in the cache reloads it, so that a new venue has its page immediately. */
    Optional<Venue> venue(String key) {
        Optional<Venue> known = find(key);
        if (known.isEmpty() && venues.find(key).isPresent()) {
            cache.invalidateAll();
            return find(key);
        }
        return known;
    }

    private Optional<Venue> find(String key) {
        return venues().stream().filter(venue -> venue.key().equals(key)).findFirst();
    }

    Optional<Venue> venue(@Nullable Long id) {
        return venues().stream().filter(venue -> id != null && venue.id() == id).findFirst();
    }

    List<Equipment> equipment(Collection<String> keys) {
        return cache.get("all").equipment().stream()
                .filter(equipment -> keys.contains(equipment.key()))
                .toList();
    }

    List<CurriculumGoal> goals(List<String> codes) {
        return cache.get("all").goals().stream()
                .filter(goal -> codes.contains(goal.code()))
                .toList();
    }
}
