/** The pages of phases, milestones, decisions and conditions. */
@NullMarked
package nl.tec.steering.web;

import org.jspecify.annotations.NullMarked;
