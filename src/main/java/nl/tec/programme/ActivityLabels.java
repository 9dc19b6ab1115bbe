package nl.tec.programme;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.tec.hub.Texts;
import nl.tec.programme.Session.Availability;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The uniform labels of activities and sessions on all pages: target audience, duration, availability. */
@Component
public class ActivityLabels {

    /** The number of free seats from which the label no longer states it exactly. */
    private static final int MANY = 10;

    private static final int MAX_CHILD_AGE = 18;

    private final Texts texts;

    /** Caches labels by target audience: few distinct values, needed on every line of every list. */
    private final Cache<Key, String> said =
            Caffeine.newBuilder().maximumSize(1000).build();

    private record Key(ForWhom who, Locale language) {}

    /** Caches labels by activity for lists of sessions, where comparing target audiences on every line is slower. */
    private final Map<Long, SaidOf> saidOf = new ConcurrentHashMap<>();

    private record SaidOf(ForWhom who, Map<Locale, String> texts) {}

    ActivityLabels(Texts texts) {
        this.texts = texts;
    }

    /** A state with its tone, for {@code ui/state.jte}. */
    public record AvailabilityLabel(String tone, String text) {}

    /** Formats a target audience: {@code groep 5 t/m 8}, {@code klas 1 en 2 (vmbo, havo)}, {@code kinderen van 8 t/m 12 jaar en ouders}. */
    public String forWhom(ForWhom who, Locale language) {
        return said.get(new Key(who, language), this::forWhom);
    }

    /** Formats the target audience of an activity in a list of sessions. */
    public String forWhom(Session.Subject activity, Locale language) {
        SaidOf known = saidOf.get(activity.id());
        if (known == null || known.who() != activity.forWhom()) {
            known = new SaidOf(activity.forWhom(), new ConcurrentHashMap<>());
            saidOf.put(activity.id(), known);
        }
        return known.texts().computeIfAbsent(language, in -> forWhom(activity.forWhom(), in));
    }

    private String forWhom(Key asked) {
        ForWhom who = asked.who();
        Locale language = asked.language();
        List<String> parts = new ArrayList<>();
        for (Audience audience : Audience.values()) {
            if (who.audiences().contains(audience)) {
                parts.add(audience(audience, who, language));
            }
        }
        return listed(parts, language);
    }

    private String audience(Audience audience, ForWhom who, Locale language) {
        return switch (audience) {
            case PO -> spanned("programme.who.groups", who.groups(), audience, language);
            case VO -> spanned("programme.who.years", who.years(), audience, language) + levels(who.levels(), language);
            case MBO -> spanned("programme.who.mbo", who.mboYears(), audience, language);
            case CHILD -> children(who, language);
            default -> texts.label(language, audience);
        };
    }

    private String children(ForWhom who, Locale language) {
        Span ages = who.ages();
        if (ages != null && ages.to() >= MAX_CHILD_AGE) {
            return texts.text(language, "programme.who.childrenFrom", ages.from());
        }
        return ages == null
                ? spanned("programme.who.childrenInGroups", who.groups(), Audience.CHILD, language)
                : texts.text(language, "programme.who.children", span(ages, language));
    }

    private String spanned(String key, @Nullable Span span, Audience otherwise, Locale language) {
        return span == null ? texts.label(language, otherwise) : texts.text(language, key, span(span, language));
    }

    private String span(Span span, Locale language) {
        String key = span.from() == span.to() ? "one" : span.to() == span.from() + 1 ? "two" : "more";
        return texts.text(language, "programme.span." + key, span.from(), span.to());
    }

    private String levels(Set<VoLevel> levels, Locale language) {
        if (levels.isEmpty() || levels.size() == VoLevel.values().length) {
            return "";
        }
        return " ("
                + String.join(
                        ", ",
                        EnumSet.copyOf(levels).stream()
                                .map(level -> texts.label(language, level))
                                .toList())
                + ")";
    }

    private String listed(List<String> parts, Locale language) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        String last = parts.get(parts.size() - 1);
        return texts.text(language, "programme.listed", String.join(", ", parts.subList(0, parts.size() - 1)), last);
    }

    /** Formats a duration: {@code 50 minuten}, {@code 2,5 uur}, {@code 1 uur en 15 minuten}, {@code 3 keer 2 uur}. */
    public String duration(int minutes, int meetings, Locale language) {
        int hours = minutes / 60;
        int rest = minutes % 60;
        String one;
        if (hours == 0) {
            one = texts.text(language, "programme.duration.minutes", minutes);
        } else if (rest == 0) {
            one = texts.text(language, "programme.duration.hours", hours);
        } else if (rest == 30) {
            one = texts.text(language, "programme.duration.halfHours", hours);
        } else {
            one = texts.text(language, "programme.duration.hoursMinutes", hours, rest);
        }
        return meetings == 1 ? one : texts.text(language, "programme.duration.meetings", meetings, one);
    }

    /** Formats a price: {@code Gratis}, {@code € 25 per persoon}, {@code € 80 per klas}. */
    public String price(Programme.Card card, Locale language) {
        if (card.price().isZero()) {
            return texts.text(language, "price.free");
        }
        return texts.text(
                language,
                card.takesClasses() ? "programme.card.perClass" : "programme.card.perPerson",
                card.price().format(language));
    }

    /** Returns the label for the availability of an activity over all its dates. */
    public AvailabilityLabel room(Programme.Card card, Locale language) {
        if (card.sessions() == 0) {
            return new AvailabilityLabel("none", texts.text(language, "programme.room.noDates"));
        }
        if (card.signUpElsewhere()) {
            return new AvailabilityLabel("calm", texts.text(language, "programme.room.elsewhere"));
        }
        if (card.sessionsFree() == 0) {
            return new AvailabilityLabel("warn", texts.text(language, "programme.room.full"));
        }
        String key = card.course() ? "programme.room.courses" : "programme.room.onDates";
        return new AvailabilityLabel("good", texts.text(language, key, card.sessionsFree()));
    }

    /** Returns the label for the availability of a session. */
    public AvailabilityLabel room(Session session, Locale language) {
        Availability availability = session.availability();
        if (session.signUpElsewhere() && session.visible()) {
            return new AvailabilityLabel("calm", texts.text(language, "programme.room.elsewhere"));
        }
        if (availability == null) {
            return new AvailabilityLabel("calm", texts.text(language, "programme.room.ask"));
        }
        if (!availability.open()) {
            return new AvailabilityLabel("none", texts.text(language, "programme.room.closed"));
        }
        if (!session.hasRoom()) {
            return availability.waiting() == 0
                    ? new AvailabilityLabel("warn", texts.text(language, "programme.room.full"))
                    : new AvailabilityLabel(
                            "warn", texts.text(language, "programme.room.fullWaiting", availability.waiting()));
        }
        if (session.takesClasses()) {
            return new AvailabilityLabel(
                    "good", texts.text(language, "programme.room.classes", availability.freeClasses()));
        }
        return availability.free() >= MANY
                ? new AvailabilityLabel("good", texts.text(language, "programme.room.free"))
                : new AvailabilityLabel("good", texts.text(language, "programme.room.places", availability.free()));
    }

    /** Formats a day, such as {@code di 14 jan}, with the year if it is not the year of {@code today}. */
    public String day(Instant moment, LocalDate today, Locale language) {
        return Dates.day(Dates.dayOf(moment), today, language);
    }
}
