package nl.tec.employers.internal;

import java.time.Clock;
import java.time.LocalDate;
import nl.tec.employers.Offer;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.organisations.WorkingDays;
import org.springframework.stereotype.Component;

/** Computes the term within which a company has to answer. */
@Component
public class AnswerTerm {

    private final WorkingDays workingDays;
    private final HubSettings hub;
    private final Clock clock;

    AnswerTerm(WorkingDays workingDays, HubSettings hub, Clock clock) {
        this.workingDays = workingDays;
        this.hub = hub;
        this.clock = clock;
    }

    public WorkingDays.Term of(Offer offer, LocalDate lastDate) {
        Integer own = offer.details().answering().termDays();
        return of(own == null ? hub.number(Setting.OFFER_TERM_DAYS) : own, lastDate);
    }

    public WorkingDays.Term of(int days, LocalDate lastDate) {
        return workingDays.term(clock.instant(), days, lastDate);
    }
}
