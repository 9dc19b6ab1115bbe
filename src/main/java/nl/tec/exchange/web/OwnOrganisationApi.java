package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import nl.tec.exchange.ApiCaller;
import nl.tec.organisations.Organisations;
import nl.tec.shared.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** The organisation and the scopes of a key, for a program to check whether its key works. */
@RestController
class OwnOrganisationApi {

    private final Organisations organisations;
    private final OwnAnswers answers;

    OwnOrganisationApi(Organisations organisations, OwnAnswers answers) {
        this.organisations = organisations;
        this.answers = answers;
    }

    @GetMapping(ApiAnswers.ROOT + "/eigen-organisatie")
    @NeedsKey
    ResponseEntity<byte[]> organisation(
            @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.one(
                organisations
                        .find(caller.organisationId())
                        .map(organisation -> ApiModels.OwnOrganisation.of(organisation, caller))
                        .orElseThrow(() -> new NotFound("organisation " + caller.organisationId())),
                request);
    }
}
