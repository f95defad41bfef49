/** The receiver of test mails, and what their Received fields prove. */
@NullMarked
package annai.connectors.probe.testmail;

import org.jspecify.annotations.NullMarked;
