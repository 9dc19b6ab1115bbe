package nl.tec.employers.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.employers.OfferAnswers;
import nl.tec.employers.OfferFields;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequest.How;
import nl.tec.employers.OfferRequest.State;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.employers.internal.JdbcOfferRequests.Terms;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers, one at a time for each question: whoever answers holds the lock on its row, and looks whether it is still open. */
@Service
class OfferAnswersService implements OfferAnswers {

    private static final int MAX_REASON_LENGTH = 500;
    private static final int MAX_EXTRA_DAYS = 20;

    private final RequestStore store;
    private final OfferLinks links;
    private final OfferVisits visits;
    private final OfferNotifier news;
    private final Keepers keepers;
    private final TransactionTemplate transaction;
    private final Terms terms;

    /** In whose name something is done, and the note of it. */
    @org.springframework.stereotype.Component
    record Keepers(JdbcClient jdbc, Accounts accounts, Audit audit, Clock clock) {

        /** Who keeps the offer: a link acts in that name in the programme. */
        Actor of(long offerId) {
            long id = jdbc.sql("select changed_by from offer where id = ?")
                    .param(offerId)
                    .query(Long.class)
                    .single();
            return accounts.find(id).map(Account::actor).orElseThrow();
        }

        LocalDate today() {
            return Dates.dayOf(clock.instant());
        }
    }

    OfferAnswersService(
            RequestStore store,
            OfferLinks links,
            OfferVisits visits,
            OfferNotifier news,
            Keepers keepers,
            TransactionTemplate transaction,
            Terms terms) {
        this.store = store;
        this.links = links;
        this.visits = visits;
        this.news = news;
        this.keepers = keepers;
        this.transaction = transaction;
        this.terms = terms;
    }

    @Override
    public Optional<OfferRequest> find(Access access) {
        return id(access).flatMap(store::find).filter(request -> may(access, request));
    }

    private Optional<Long> id(Access access) {
        return access instanceof ByLink link ? links.find(link.secret()) : Optional.of(((ById) access).id());
    }

    private static boolean may(Access access, OfferRequest request) {
        return !(access instanceof ById byId)
                || OfferCheck.keeps(byId.by(), request.offer().organisationId());
    }

    private static @Nullable Actor actor(Access access) {
        return access instanceof ById byId ? byId.by() : null;
    }

    private static How how(Access access, OfferRequest request) {
        Actor actor = actor(access);
        return actor == null
                ? How.LINK
                : actor.is(Role.PARTNER, request.offer().organisationId()) ? How.PORTAL : How.MAKER;
    }

    @Override
    public Answer accept(Access access, int position, LocalTime start) {
        Answer answer = inTurn(access, (request, status) -> yes(access, request, position, start, status));
        return answer instanceof Answer.Impossible impossible ? tellSchool(impossible) : answer;
    }

    private Answer yes(Access access, OfferRequest request, int position, LocalTime start, Undo undo) {
        Optional<Wish> date = request.date(position);
        Problems problems = new Problems();
        LocalDate today = keepers.today();
        problems.addIf(
                date.filter(wish -> wish.possible(today)).isEmpty(), OfferFields.DATE, "offers.check.chooseDate");
        problems.addIf(
                date.filter(wish -> !wish.part().contains(start)).isPresent(),
                OfferFields.TIME,
                "offers.check.time." + date.map(wish -> wish.part().name()).orElse("MORNING"));
        if (problems.any()) {
            return new Answer.Refused(request, problems);
        }
        Wish wish = date.orElseThrow();
        Actor by = actor(access);
        OfferVisits.Made made = visits.make(
                request, wish, start, by == null ? keepers.of(request.offer().id()) : by);
        if (made instanceof OfferVisits.Made.Impossible impossible) {
            undo.all();
            return new Answer.Impossible(request, wish, impossible.obstacle());
        }
        OfferVisits.Made.Visit visit = (OfferVisits.Made.Visit) made;
        store.accept(
                request.id(),
                how(access, request),
                by == null ? null : by.accountId(),
                position,
                visit.session(),
                visit.bookingId());
        keepers.audit().add(by, "OFFER_ACCEPTED", "offer_request", request.id());
        OfferRequest accepted = store.find(request.id()).orElseThrow();
        news.visit(OfferMail.ACCEPTED, accepted, visit.session());
        return new Answer.Done(accepted);
    }

    /** Nothing of the yes is left; that it can't be then is remembered with the date, and the school hears it once. With no date left it ends. */
    private Answer tellSchool(Answer.Impossible impossible) {
        return Objects.requireNonNull(transaction.execute(status -> {
            long id = impossible.request().id();
            OfferRequest request = store.lock(id).orElseThrow();
            if (!request.open()) {
                return new Answer.Over(request);
            }
            // what is full or taken is so until a visit moves, and known by looking
            boolean isNew = !impossible.passes()
                    && store.impossible(id, impossible.date().position(), impossible.obstacle());
            OfferRequest now = store.find(id).orElseThrow();
            if (isNew) {
                if (now.possible(keepers.today()).isEmpty()) {
                    store.end(id, State.CLOSED, How.CLOCK, null, impossible.obstacle());
                    now = store.find(id).orElseThrow();
                }
                news.impossible(now, impossible.date(), impossible.obstacle());
            }
            return new Answer.Impossible(now, impossible.date(), impossible.obstacle());
        }));
    }

    @Override
    public Answer decline(Access access, String reason) {
        return inTurn(access, (request, undo) -> {
            Problems problems = reason(reason);
            if (problems.any()) {
                return new Answer.Refused(request, problems);
            }
            return ended(State.DECLINED, how(access, request), request, reason, actor(access), OfferMail.DECLINED);
        });
    }

    @Override
    public Answer extend(long id, int days, Actor by) {
        return inTurn(maker(id, by), (request, undo) -> {
            if (days < 1 || days > MAX_EXTRA_DAYS) {
                return new Answer.Refused(
                        request, new Problems().add(OfferFields.DAYS, "offers.check.between", 1, MAX_EXTRA_DAYS));
            }
            LocalDate last = request.dates().stream()
                    .map(Wish::day)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            store.extend(id, terms.of(days, last), by.accountId());
            keepers.audit().add(by, "OFFER_EXTENDED", "offer_request", id);
            return new Answer.Done(store.find(id).orElseThrow());
        });
    }

    @Override
    public Answer close(long id, String reason, Actor by) {
        return inTurn(maker(id, by), (request, undo) -> {
            Problems problems = reason(reason);
            return problems.any()
                    ? new Answer.Refused(request, problems)
                    : ended(State.CLOSED, How.MAKER, request, reason, by, OfferMail.CLOSED);
        });
    }

    private static Access maker(long id, Actor by) {
        if (!by.is(Role.PROGRAMME_MANAGER)) {
            throw new NotFound("offer request " + id);
        }
        return new ById(id, by);
    }

    private Answer ended(
            State state, How how, OfferRequest request, String reason, @Nullable Actor by, OfferMail mail) {
        store.end(request.id(), state, how, by == null ? null : by.accountId(), reason);
        keepers.audit().add(by, "OFFER_" + state, "offer_request", request.id());
        OfferRequest ended = store.find(request.id()).orElseThrow();
        news.tell(mail, ended);
        return new Answer.Done(ended);
    }

    private static Problems reason(String reason) {
        return new Problems()
                .addIf(reason.isBlank(), OfferFields.REASON, "offers.check.reason")
                .addIf(
                        reason.strip().length() > MAX_REASON_LENGTH,
                        OfferFields.REASON,
                        "offers.check.tooLong",
                        MAX_REASON_LENGTH);
    }

    /** Takes back everything of this transaction. */
    private interface Undo {
        void all();
    }

    private interface Work {
        Answer on(OfferRequest request, Undo undo);
    }

    private Answer inTurn(Access access, Work work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<OfferRequest> found = id(access).flatMap(store::lock).filter(request -> may(access, request));
            if (found.isEmpty()) {
                return new Answer.Unknown();
            }
            return found.get().open() ? work.on(found.get(), status::setRollbackOnly) : new Answer.Over(found.get());
        }));
    }
}
