package nl.tec.programme.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.Discipline;
import nl.tec.programme.VoLevel;
import nl.tec.shared.Audience;
import nl.tec.shared.FormData;
import nl.tec.shared.World;
import nl.tec.venues.Equipment;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;

/** The options in the forms of the programme manager: text by value, in display order. */
public final class ManageOptions {

    private final Texts texts;
    private final Locale language;

    ManageOptions(Texts texts, Locale language) {
        this.texts = texts;
        this.language = language;
    }

    public Map<String, String> takes() {
        Map<String, String> options = new LinkedHashMap<>();
        for (Takes takes : Takes.values()) {
            options.put(takes.name(), texts.text(language, "manage.takes." + takes));
        }
        return options;
    }

    public Map<String, String> venues(List<Venue> venues) {
        return Venue.names(venues, language);
    }

    /** Returns the rooms labelled with their venue, because the list does not depend on the chosen venue. */
    public Map<String, String> rooms(List<Venue> venues, List<Room> rooms) {
        Map<String, String> names = Venue.names(venues, language);
        Map<String, String> options = new LinkedHashMap<>();
        for (Room room : rooms) {
            String venue = names.get(Long.toString(room.venueId()));
            if (venue != null) {
                String name = venue + ": " + room.name().in(language);
                options.put(
                        Long.toString(room.id()),
                        room.capacity() == null
                                ? name
                                : texts.text(language, "manage.roomFits", name, room.capacity()));
            }
        }
        return options;
    }

    /** Returns the equipment to choose from; equipment that is out of use only if it was chosen before. */
    public Map<String, String> equipment(List<Equipment> equipment, List<String> chosen) {
        Map<String, String> options = new LinkedHashMap<>();
        equipment.stream()
                .filter(each -> each.sets() > 0 || chosen.contains(each.key()))
                .forEach(each -> options.put(
                        each.key(),
                        texts.text(language, "manage.sets", each.name().in(language), each.sets())));
        return options;
    }

    public Map<String, List<CurriculumGoal>> byFramework(List<CurriculumGoal> goals) {
        return goals.stream()
                .collect(Collectors.groupingBy(
                        goal -> goal.frameworkTitle().in(language), LinkedHashMap::new, Collectors.toList()));
    }

    /** Returns the display text of the value of a field. */
    public String said(String field, String value, List<Venue> venues, List<Room> rooms, List<Equipment> equipment) {
        return switch (field) {
            case "plek" -> venues(venues).getOrDefault(value, value);
            case "ruimte" -> rooms(venues, rooms).getOrDefault(value, value);
            case "materiaal" -> equipment(equipment, List.of(value)).getOrDefault(value, value);
            case "neemt" -> takes().getOrDefault(value, value);
            case "soort" -> label(value, ActivityKind.class);
            case "werelden", "ook-wereld" -> label(value, World.class);
            case "vakgebieden" -> label(value, Discipline.class);
            case "voor" -> label(value, Audience.class);
            case "niveaus" -> label(value, VoLevel.class);
            default -> value;
        };
    }

    private <E extends Enum<E>> String label(String value, Class<E> type) {
        Optional<E> constant = FormData.constant(type, value);
        return Stream.concat(constant.stream().map(c -> texts.label(language, c)), Stream.of(value))
                .findFirst()
                .orElseThrow();
    }
}
