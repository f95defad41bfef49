/**
 * A Jira for tests and measurements: strict about what it takes, able to fail in every way that a
 * test asks for.
 *
 * <p>Routes, shapes and words after the REST API of Jira Data Center 10 (v2) and of Jira Cloud
 * (v3), developer.atlassian.com.
 */
@NullMarked
package annai.connectors.ticket.jira.fake;

import org.jspecify.annotations.NullMarked;
