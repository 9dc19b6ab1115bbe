package nl.tec.programme.internal;

/** The columns of activities. */
final class ActivityRows {

    /** The columns of an audience, with the alias a. */
    static final String FOR_WHOM = """
            a.audiences, a.po_from as groups_from, a.po_to as groups_to, a.vo_from as years_from, a.vo_to as years_to,
            a.mbo_from as mbo_years_from, a.mbo_to as mbo_years_to, a.age_from as ages_from, a.age_to as ages_to, a.vo_levels as levels
            """;

    /** The select of activities, with the alias a. */
    static final String ACTIVITY = """
            select a.id, a.slug, a.kind, a.state, a.takes, a.title_nl, a.title_en, a.promise_nl, a.promise_en,
                   a.description_nl, a.description_en, a.make_nl, a.make_en, a.learn_nl, a.learn_en,
                   a.before_nl, a.before_en, a.after_nl, a.after_en, a.needs_nl, a.needs_en, a.fund_nl, a.fund_en,
                   a.payment_nl, a.payment_en,
                   a.worlds, a.disciplines, a.minutes, a.setup_minutes as setup, a.cleanup_minutes as cleanup, a.meetings,
                   a.group_min as min, a.group_max as max, a.classes_per_session as classes,
                   a.cost_school_cents as school, a.cost_participant_cents as participant,
                   a.free_cancel_days, a.children_per_adult, a.venue_id, a.room_id, a.tags, a.organiser_id, a.sign_up_url,
                   a.changed_at, a.version,
                   (select json_object_agg(e.equipment, e.quantity) from activity_equipment e where e.activity_id = a.id) as equipment,
                   array(select g.goal_code from activity_goal g where g.activity_id = a.id) as goals,
                   %s
            from activity a
            """.formatted(FOR_WHOM);

    private ActivityRows() {}
}
