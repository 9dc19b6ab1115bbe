package nl.tec.steering.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.finance.Budget;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.steering.Condition;
import nl.tec.steering.Evidence;
import nl.tec.steering.Fact;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The progress of the run-up that the memo expects, counted from the first school year of the hub. */
@Component
@Order(4)
class RunUpEvidence implements Evidence {

    /** At least four to five years, says the memo. */
    private static final int YEARS_OF_RUN_UP = 5;

    private final HubSettings hub;
    private final Budget budget;
    private final Texts texts;
    private final Clock clock;

    RunUpEvidence(HubSettings hub, Budget budget, Texts texts, Clock clock) {
        this.hub = hub;
        this.budget = budget;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public Map<Condition, List<Fact>> of(int year, Locale language) {
        int first = hub.number(Setting.FIRST_SCHOOL_YEAR);
        LocalDate start = new SchoolYear(first).firstDay();
        LocalDate end = new SchoolYear(year).lastDay().plusDays(1);
        LocalDate today = Dates.today(clock);
        LocalDate until = today.isBefore(end) ? today : end;
        Period gone = until.isAfter(start) ? Period.between(start, until) : Period.ZERO;
        Say say = new Say(texts, language);
        return Map.of(
                Condition.RUN_UP,
                List.of(
                        say.fact(
                                "runUp",
                                texts.text(language, "steering.fact.runUp.value", gone.getYears(), gone.getMonths()),
                                null),
                        say.share("money", budget.coveredYears(first, first + YEARS_OF_RUN_UP - 1), YEARS_OF_RUN_UP)));
    }
}
