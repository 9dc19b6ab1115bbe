package nl.tec.feedback.internal;

import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.tec.bookings.Participants;
import nl.tec.bookings.Participants.Expected;
import nl.tec.employers.OfferHosts;
import nl.tec.feedback.Answering.State;
import nl.tec.feedback.SurveyAudience;
import nl.tec.feedback.SurveyLink;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;

/** The surveys of a session, the time during which they are open, and the maximum number of answers. */
@Component
public class Links {

    /** The minimum number of answers above the recorded participants, for a helper or a late child; at least a tenth. */
    private static final int MIN_MARGIN = 2;

    private static final int MARGIN_PERCENT = 10;

    /** The number of people of a company that receives a class. */
    private static final int HOSTS = 3;

    private final LinkCodes codes;
    private final Sessions sessions;
    private final Participants participants;
    private final OfferHosts hosts;
    private final HubSettings hub;

    Links(LinkCodes codes, Sessions sessions, Participants participants, OfferHosts hosts, HubSettings hub) {
        this.codes = codes;
        this.sessions = sessions;
        this.participants = participants;
        this.hosts = hosts;
        this.hub = hub;
    }

    public Map<Long, List<SurveyLink>> of(Collection<Long> sessionIds) {
        Set<Long> hosted = hosts.hosted(sessionIds);
        Map<Long, List<SurveyLink>> links = new TreeMap<>();
        for (Session session : sessions.list(sessionIds)) {
            if (session.state() == Session.State.PUBLISHED) {
                links.put(
                        session.id(),
                        audiences(session, hosted.contains(session.id())).stream()
                                .map(audience -> codes.link(session.id(), audience))
                                .toList());
            }
        }
        return links;
    }

    private static Set<SurveyAudience> audiences(Session session, boolean hosted) {
        Set<SurveyAudience> asked = EnumSet.noneOf(SurveyAudience.class);
        if (session.takesClasses()) {
            asked.add(SurveyAudience.PUPIL);
            asked.add(SurveyAudience.TEACHER);
        } else {
            session.activity().forWhom().audiences().forEach(audience -> asked.addAll(SurveyAudience.asked(audience)));
        }
        if (hosted) {
            asked.add(SurveyAudience.HOST);
        }
        return asked;
    }

    /** @param today the current day */
    public State state(Session session, LocalDate today, boolean begun) {
        if (session.state() != Session.State.PUBLISHED
                || Dates.dayOf(session.slot().end())
                        .plusDays(hub.number(Setting.SURVEY_OPEN_DAYS))
                        .isBefore(today)) {
            return State.CLOSED;
        }
        return begun ? State.OPEN : State.NOT_YET;
    }

    /** Returns the maximum number of answers by a link: the participants, with a margin; 0 without participants. */
    public int limit(SurveyLink link) {
        int people = people(link.audience(), participants.expected(link.sessionId()));
        return people == 0 ? 0 : people + Math.max(MIN_MARGIN, people * MARGIN_PERCENT / 100);
    }

    private static int people(SurveyAudience audience, Expected expected) {
        int individuals = expected.individuals().entrySet().stream()
                .filter(entry -> SurveyAudience.of(entry.getKey()) == audience)
                .mapToInt(Map.Entry::getValue)
                .sum();
        return switch (audience) {
            case PUPIL -> expected.pupils() + individuals;
            case TEACHER -> Math.max(expected.classes(), expected.adults()) + individuals;
            // one for every child, whether a parent stayed or not
            case PARENT -> individuals + expected.individuals().getOrDefault(Audience.CHILD, 0);
            case ADULT -> individuals;
            case HOST -> expected.classes() == 0 ? 0 : HOSTS;
        };
    }
}
