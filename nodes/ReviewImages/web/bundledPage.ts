declare const REVIEW_PAGE_SCRIPT: string;
declare const REVIEW_PAGE_STYLE: string;

/** The page's script and style, from page/review; the build puts them in as text. */
export const BUNDLED_PAGE = {
	script: typeof REVIEW_PAGE_SCRIPT === 'undefined' ? '' : REVIEW_PAGE_SCRIPT,
	style: typeof REVIEW_PAGE_STYLE === 'undefined' ? '' : REVIEW_PAGE_STYLE,
};
