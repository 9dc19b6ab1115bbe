package nl.tec.programme.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nl.tec.venues.Equipment;
import nl.tec.venues.Place;
import nl.tec.venues.Places;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What many pages need and seldom changes, read again twice a minute: places, equipment, curriculum goals. */
@Component
class Reference {

    private static final int MAX_AREAS = 60;

    private record Lists(List<Place> places, PlacesMap map, List<Equipment> equipment, List<CurriculumGoal> goals) {}

    private final LoadingCache<String, Lists> cache;

    Reference(Places places, Catalogue catalogue) {
        this.cache = Caffeine.newBuilder()
                .refreshAfterWrite(Duration.ofSeconds(30))
                .expireAfterWrite(Duration.ofMinutes(5))
                .build(key -> new Lists(
                        places.list(),
                        PlacesMap.of(places.list(), places.areas(MAX_AREAS)),
                        places.equipment(),
                        catalogue.goals()));
    }

    PlacesMap map() {
        return cache.get("all").map();
    }

    List<Place> places() {
        return cache.get("all").places();
    }

    /** A place by its key; one that is not known yet is looked for once more, so that a new place has its page at once. */
    Optional<Place> place(String key) {
        Optional<Place> known = find(key);
        if (known.isEmpty()) {
            cache.invalidateAll();
            return find(key);
        }
        return known;
    }

    private Optional<Place> find(String key) {
        return places().stream().filter(place -> place.key().equals(key)).findFirst();
    }

    Optional<Place> place(@Nullable Long id) {
        return places().stream().filter(place -> id != null && place.id() == id).findFirst();
    }

    List<Equipment> equipment(List<String> keys) {
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
