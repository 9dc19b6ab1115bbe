package nl.tec.employers;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.employers.OfferSuggestions.Criteria;
import nl.tec.employers.internal.AskRules;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.Schools;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;

/** Suggests other offers for a class whose request was declined. */
@Component
public class OtherOffers {

    /** The number of weeks ahead that are searched. */
    private static final int WEEKS = 12;

    private final OfferSuggestions suggestions;
    private final Classes classes;
    private final Schools schools;
    private final Clock clock;

    OtherOffers(OfferSuggestions suggestions, Classes classes, Schools schools, Clock clock) {
        this.suggestions = suggestions;
        this.classes = classes;
        this.schools = schools;
        this.clock = clock;
    }

    /** Returns the best suitable offers with an available day, except the one requested. */
    public List<OfferSuggestions.Suggestion> suggestions(OfferRequest request, int limit) {
        Optional<SchoolClass> group = classes.find(request.school().classId());
        if (group.isEmpty()) {
            return List.of();
        }
        LocalDate soonest = Dates.today(clock).plusDays(AskRules.MIN_LEAD_DAYS);
        LocalDate end = group.get().year().lastDay();
        LocalDate to = soonest.plusWeeks(WEEKS).isBefore(end) ? soonest.plusWeeks(WEEKS) : end;
        if (to.isBefore(soonest)) {
            return List.of();
        }
        LocalDate from = soonest.isBefore(group.get().year().firstDay())
                ? group.get().year().firstDay()
                : soonest;
        LocalDate until = from.isAfter(to) ? from.plusWeeks(WEEKS) : to;
        Criteria question = new Criteria(group.get(), schools.get(group.get().siteId()), from, until, null, null);
        return suggestions.list(question, null, limit + 1).rows().stream()
                .filter(one -> one.offer().id() != request.offer().id() && !one.full())
                .limit(limit)
                .toList();
    }
}
