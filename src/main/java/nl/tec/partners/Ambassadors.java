package nl.tec.partners;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.UploadedFile;
import nl.tec.partners.internal.Agreements;
import nl.tec.partners.internal.AmbassadorQueries;
import nl.tec.partners.internal.AmbassadorStore;
import nl.tec.partners.internal.ConnectionDays;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages ambassadors, stored by position and not by name (rules 6). Former ambassadors remain in the counts of earlier days. */
@Service
public class Ambassadors {

    private static final int MAX_POSITION_LENGTH = 120;

    private final AmbassadorQueries queries;
    private final AmbassadorStore store;
    private final Agreements agreements;
    private final ConnectionDays days;
    private final Audit audit;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Ambassadors(
            AmbassadorQueries queries,
            AmbassadorStore store,
            Agreements agreements,
            ConnectionDays days,
            Audit audit,
            Clock clock,
            ApplicationEventPublisher events) {
        this.queries = queries;
        this.store = store;
        this.agreements = agreements;
        this.days = days;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /** Returns all current and former ambassadors, former ones last. */
    public List<Ambassador> list() {
        return queries.list();
    }

    /** Returns the ambassadors that count on a day, ordered by the day they signed. */
    public List<Ambassador> on(LocalDate day) {
        return queries.on(day);
    }

    /** Counts the ambassadors {@link #on} a day. */
    public long count(LocalDate day) {
        return queries.count(day);
    }

    /**
     * Adds an ambassador who signed on paper, who counts from today (rules 6).
     *
     * @return the problems; none on success
     */
    @Transactional
    public Problems add(String positionNl, String positionEn, LocalDate signed, UploadedFile document, Actor by) {
        Problems problems = Agreements.document(document)
                .addIf(
                        positionNl.isBlank() || positionNl.length() > MAX_POSITION_LENGTH,
                        "position",
                        "network.problem.position")
                .addIf(positionEn.length() > MAX_POSITION_LENGTH, "position-en", "network.problem.position")
                .addIf(signed.isAfter(Dates.today(clock)) || days.tooFar(signed), "signed", "network.problem.signed");
        if (problems.any()) {
            return problems;
        }
        String nl = positionNl.strip();
        long id = store.add(nl, positionEn.isBlank() ? nl : positionEn.strip(), signed, agreements.keep(document, by));
        return done("AMBASSADOR_ADDED", id, by);
    }

    /**
     * Ends the term of an ambassador, possibly earlier than agreed.
     *
     * @param last the last day
     * @return the problems; none on success
     * @throws NotFound if there is none
     */
    @Transactional
    public Problems end(long id, LocalDate last, Actor by) {
        Ambassador ambassador = store.lock(id).orElseThrow(() -> new NotFound("ambassador " + id));
        Problems problems = days.checkEnd(ambassador.signed(), ambassador.ended(), last);
        if (problems.any()) {
            return problems;
        }
        store.end(id, last);
        return done("AMBASSADOR_ENDED", id, by);
    }

    private Problems done(String action, long id, Actor by) {
        audit.add(by, action, "ambassador", id);
        events.publishEvent(new ConnectionsChanged());
        return new Problems();
    }
}
